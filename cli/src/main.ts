/** `npm run -s atrium -- <capability> <verb> …`: the command line, built from the contract. */
import { text } from 'node:stream/consumers'
import { readContract } from './contract.ts'
import { run } from './program.ts'

const ending = new AbortController()
process.once('SIGINT', () => ending.abort())
process.once('SIGTERM', () => ending.abort())
// Whoever reads may stop reading: `atrium people list --all | head`.
process.stdout.on('error', () => process.exit(0))

process.exitCode = await run(process.argv.slice(2), await readContract(), {
  env: process.env,
  out: (line) => process.stdout.write(line),
  err: (line) => process.stderr.write(line),
  input: () => text(process.stdin),
  width: process.stdout.isTTY ? process.stdout.columns : undefined,
  signal: ending.signal,
})
