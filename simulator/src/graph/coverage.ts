import { OPERATIONS, operationRow } from './contract.ts'
import { ROUTES } from './operations/index.ts'
import type { Route } from './route.ts'

/** Served without a route of its own: `$count` comes with each collection, `$batch` with the platform. */
const SERVED_OTHERWISE: ReadonlySet<string> = new Set([
  'GET /users/$count',
  'GET /groups/$count',
  'GET /servicePrincipals/$count',
  'POST /$batch',
])

const served = new Set(ROUTES.map(({ method, template }) => `${method} ${template}`))

export function isServed({ method, path }: { method: string; path: string }): boolean {
  const key = `${method} ${path}`
  return served.has(key) || SERVED_OTHERWISE.has(key)
}

/** Routes that are served beyond the contract's rows. */
const BEYOND: readonly Route[] = ROUTES.filter(({ method, template }) => !operationRow(method, template)).sort(
  (one, other) => one.template.localeCompare(other.template) || one.method.localeCompare(other.method),
)

/** Against what the answers of a route beyond the contract are checked: a type of the service's CSDL, or nothing. */
function checkedAgainst({ method, response }: Route): string {
  if (response !== undefined) return `\`${response.replace('#/$defs/', '')}\``
  return method === 'DELETE' ? 'no body' : 'unverified'
}

/** How much of the contract is served, and how much beyond it. */
export function coverageCounts() {
  return {
    listed: OPERATIONS.length,
    served: OPERATIONS.filter(isServed).length,
    beyond: BEYOND.length,
    unverified: BEYOND.filter((route) => checkedAgainst(route) === 'unverified').length,
  }
}

/** The page `docs/coverage.md`. */
export function coverageTable(): string {
  const rows = OPERATIONS.map((row) => {
    const name = row.docs ? `[${row.operationId ?? row.path}](${row.docs})` : (row.operationId ?? '')
    return `| ${row.method} | \`${row.path}\` | ${isServed(row) ? 'served' : '501'} | ${name} |`
  })
  const counts = coverageCounts()
  return `# What the simulated Graph serves

Written by \`node simulator/tools/docs.ts\`; a test fails when it is not current. Of the ${counts.listed} operations in
\`contract/operations-v1.0.json\`, ${counts.served} are served and ${counts.listed - counts.served} answer 501 \`NotImplemented\`. ${counts.beyond} more are served beyond
those. Every answer of a test is held against the schema of its operation; ${counts.unverified} have none in Microsoft's published data.

| method | path | answer | operation |
| --- | --- | --- | --- |
${rows.join('\n')}

## Beyond the contract's rows
| method | path | answers are checked against |
| --- | --- | --- |
${BEYOND.map((route) => `| ${route.method} | \`${route.template}\` | ${checkedAgainst(route)} |`).join('\n')}
`
}
