/**
 * `npm run contract` writes contract/ from the register; with `-- --check` it fails where what is committed is not that.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { contractFiles } from '../hub/src/doors/contract/index.ts'
import { difference } from './contract/difference.ts'
import { registeredOperations } from './contract/registered.ts'

const folder = fileURLToPath(new URL('../contract/', import.meta.url))
const files = contractFiles(registeredOperations())

if (process.argv.includes('--check')) {
  const stale: string[] = []
  for (const [name, wanted] of Object.entries(files)) {
    const committed = await readFile(`${folder}${name}`, 'utf8').catch(() => '')
    if (committed !== wanted)
      stale.push(`contract/${name} is not what the operations say:\n${difference(committed, wanted)}`)
  }
  for (const text of stale) process.stderr.write(`${text}\n`)
  if (stale.length > 0) {
    process.stderr.write('Run `npm run contract` and commit what it writes.\n')
    process.exitCode = 1
  } else process.stdout.write(`${Object.keys(files).length} contract files are current\n`)
} else {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(`${folder}${name}`, text)
  process.stdout.write(`Wrote ${Object.keys(files).join(', ')} to contract/\n`)
}
