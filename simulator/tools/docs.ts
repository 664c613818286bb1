import { writeFileSync } from 'node:fs'
import { generatedDocuments } from '../src/documents.ts'
import { coverageCounts } from '../src/graph/coverage.ts'

for (const [name, text] of Object.entries(generatedDocuments()))
  writeFileSync(new URL(`../docs/${name}`, import.meta.url), text)
const { listed, served, beyond, unverified } = coverageCounts()
process.stdout.write(
  `${served} of the contract's ${listed} operations are served, ${listed - served} answer 501; ${beyond} more are served beyond it, ${unverified} of them without a schema\n`,
)
