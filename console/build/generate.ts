/** `npm run -w console generate`: writes src/api/contract.generated.ts; with --check fails where it is not current. */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { contractTypes } from './contract-types.ts'

const contract = fileURLToPath(new URL('../../contract/openapi.json', import.meta.url))
const generated = fileURLToPath(new URL('../src/api/contract.generated.ts', import.meta.url))

const wanted = contractTypes(JSON.parse(await readFile(contract, 'utf8')))
const present = await readFile(generated, 'utf8').catch(() => '')
if (present !== wanted && process.argv.includes('--check')) {
  process.stderr.write(
    'console/src/api/contract.generated.ts is not what contract/openapi.json says: run `npm run -w console generate`.\n',
  )
  process.exitCode = 1
} else if (present !== wanted) {
  await writeFile(generated, wanted)
  process.stdout.write('Wrote console/src/api/contract.generated.ts\n')
}
