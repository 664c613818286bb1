/**
 * `npm run chaos -- --rounds N`: kills and faults while a tenancy that changes is synced, and what Atrium remembers compared
 * with the truth after each round. The last line it prints is one of JSON; exits 1 where something was wrong.
 */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { ChaosFailed, runChaos } from './chaos/harness.ts'
import { endInstallations } from './chaos/installation.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string', default: randomBytes(4).toString('hex') },
    people: { type: 'string', default: '300' },
    workers: { type: 'string', default: '2' },
    beside: { type: 'string' },
  },
})
const { seed, rounds, people, workers, beside } = values
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void endInstallations().finally(() => process.exit(130)))
try {
  const options = { seed, rounds: Number(rounds), people: Number(people), workers: Number(workers), beside }
  const summary = await runChaos(options, (line) => process.stderr.write(`${line}\n`))
  process.stdout.write(`${JSON.stringify(summary)}\n`)
} catch (error) {
  if (!(error instanceof ChaosFailed)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
