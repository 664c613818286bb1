/**
 * `node tools/with-node.mjs tools/docs.ts` writes what is generated in the documents: the table of permissions and the
 * import table. A test (tools/docs/docs.test.ts) fails where what is committed is not that.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { generatedDocuments } from './docs/generated.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
for (const { path, written } of generatedDocuments) {
  const file = `${root}${path}`
  const present = await readFile(file, 'utf8').catch(() => '')
  const wanted = written(present)
  if (wanted !== present) await writeFile(file, wanted)
  process.stdout.write(`${path}: ${wanted === present ? 'was current' : 'written'}\n`)
}
