import { packNames } from '../../hub/src/capabilities/connections/pack-names.ts'
import { packs, permissionId } from '../../hub/src/capabilities/connections/packs.ts'

const deliveries = {
  works: 'Works now.',
  declared: 'Declared only: nothing in Atrium uses it yet, so do not consent to it.',
} as const

/** The page docs/permissions-table.md: every pack with every permission, as the program itself holds them. */
export function permissionsTable(): string {
  const sections = packNames.map((name) => {
    const { title, purpose, delivery, writes, permissions } = packs[name]
    const rows = permissions.map(
      (need) =>
        `| \`${need.permission}\` | \`${permissionId(need)}\` | ${need.tier} | ${need.why} | ${need.withoutIt} | ${instead(need.coveredBy)} |`,
    )
    return `## ${title} (\`${name}\`)

${purpose} ${writes ? 'It may change things at Microsoft.' : 'It only reads.'} ${deliveries[delivery]}

| permission | id | risk | why it is asked for | without it | a wider one serves too |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
  })
  return `# Permission packs, exactly

Generated from \`hub/src/capabilities/connections/packs\` by \`node tools/with-node.mjs tools/docs.ts\`; do not edit. What the
columns mean, and how to choose, stands in [permissions.md](permissions.md). All are **application** permissions of
Microsoft Graph.

${sections.join('\n')}`
}

const instead = (wider: readonly string[]): string =>
  wider.length === 0 ? '–' : wider.map((one) => `\`${one}\``).join(', ')
