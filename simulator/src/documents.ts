import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { coverageTable } from './graph/coverage.ts'
import { withAadstsTable } from './identity/aadsts-ways.ts'
import { BadInput, Input } from './world/input.ts'
import type { Json } from './world/model.ts'

const read = (name: string) => readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8')

/** The documents in `docs/` that are written from code and data, by their names. */
export function generatedDocuments(): { readonly [name: string]: string } {
  return {
    'coverage.md': coverageTable(),
    'identity.md': withAadstsTable(read('identity.md')),
    'relaxations.md': relaxationsTable(read('relaxations.yaml')),
  }
}

/** The page of relaxations. Throws BadInput for a row that lacks its reason or the page that says what is real. */
export function relaxationsTable(yaml: string): string {
  const content: Json = parse(yaml)
  const rows = new Input({ rows: content }).objects('rows').map((row) => {
    const [name, here, reality, reason] = (['name', 'here', 'reality', 'reason'] as const).map((field) =>
      row.text(field),
    )
    const page = row.text('page')
    row.done()
    if (!page.startsWith('https://')) throw new BadInput(`${name}: \`page\` must be the address of a page`)
    return `| ${name} | ${here} | ${reality} | ${reason} | [page](${page}) |`
  })
  return `# Where the simulated cloud is laxer than the real one

Written from \`relaxations.yaml\` by \`node simulator/tools/docs.ts\`; a test fails when it is not current. What is not served at all
stands in [coverage.md](coverage.md). Nothing here was ever compared with a live tenancy: texts and codes that Microsoft's
documentation does not state are taken from field reports.

| name | here | in reality | why | source |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}
