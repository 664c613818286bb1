import { capabilityImports, rooms, testImports } from '../../hub/src/layers.ts'

const list = (paths: readonly string[]): string =>
  paths.length === 0 ? 'nothing' : paths.map((path) => `\`${path}\``).join(', ')

/** The import table of ARCHITECTURE.md, as `tools/imports.ts` enforces it. */
export function importTable(): string {
  const of = (some: typeof rooms): string =>
    some.map(({ path, mayImport }) => `| \`${path}\` | ${list(mayImport)} |`).join('\n')
  const capabilities = Object.entries(capabilityImports).filter(([, others]) => others.length > 0)
  return `| room | may import, besides itself |
| --- | --- |
${of(rooms)}

A capability imports another only through its \`index.ts\`, and only so:
${capabilities.map(([name, others]) => `\`${name}\` → ${list(others)}`).join('; ')}.

Tests, and what lies in a folder named \`testing\`, may import more:

| tests of | may also import |
| --- | --- |
${of(testImports)}
`
}
