import type { Operation } from '../../operation/define.ts'
import { roles, scopes } from '../../operation/scopes.ts'

/** What each scope opens, and which role holds it, as a page for people. */
export function scopesPage(operations: readonly Operation[]): string {
  const sorted = operations.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const sections = Object.entries(scopes).map(([scope, meaning]) => {
    const holders = Object.entries(roles).flatMap(([role, held]) =>
      (held as readonly string[]).includes(scope) ? [role] : [],
    )
    return section(
      `\`${scope}\``,
      `${meaning}. Roles: ${holders.join(', ')}.`,
      sorted.filter((one) => one.scope === scope),
    )
  })
  return `${[
    '# Scopes\n\nGenerated from the operations by `npm run contract`; do not edit. Roles, API keys and tokens are made of scopes.',
    ...sections,
    section(
      'Signed-in people',
      'Whoever is signed in, for their own session and account; no key can.',
      sorted.filter((one) => one.access === 'session'),
    ),
    section(
      'Public',
      'Without signing in; the last column says what proves that the call is legitimate.',
      sorted.filter((one) => one.access === 'public'),
    ),
  ].join('\n\n')}\n`
}

function section(title: string, text: string, operations: readonly Operation[]): string {
  if (operations.length === 0) return `## ${title}\n\n${text} Nothing needs it yet.`
  const rows = operations.map(
    (operation) =>
      `| \`${operation.name}\` | ${operation.kind} | ${'effect' in operation ? operation.effect : 'none'} | \`${operation.route}\` | ${operation.summary}${operation.verifier === undefined ? '' : ` (${operation.verifier})`} |`,
  )
  return `## ${title}\n\n${text}\n\n| operation | kind | effect | route | what it does |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}`
}
