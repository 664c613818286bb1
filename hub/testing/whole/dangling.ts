import type pg from 'pg'

interface Edge {
  table: string
  /** the column that points, the table it points to, and that one's key */
  column: string
  to: Target
  /** which of the table's rows point there, where a column says so */
  where?: string
}

const targets = {
  person: 'person_id',
  directory_group: 'group_id',
  service_principal: 'service_principal_id',
  administrative_unit: 'administrative_unit_id',
} as const
type Target = keyof typeof targets

/** Microsoft's kinds of objects that Atrium keeps; an edge to another kind (a device, a contact) has nothing to point to. */
const kept: Record<string, Target> = { user: 'person', group: 'directory_group', servicePrincipal: 'service_principal' }
const byKind = (table: string, column: string, kindColumn: string, kinds = kept): Edge[] =>
  Object.entries(kinds).map(([kind, to]) => ({ table, column, to, where: `e.${kindColumn} = '${kind}'` }))

const edges: readonly Edge[] = [
  { table: 'person_manager', column: 'person_id', to: 'person' },
  { table: 'person_manager', column: 'manager_id', to: 'person' },
  { table: 'group_member', column: 'group_id', to: 'directory_group' },
  ...byKind('group_member', 'member_id', 'member_type'),
  { table: 'group_owner', column: 'group_id', to: 'directory_group' },
  ...byKind('group_owner', 'owner_id', 'owner_type'),
  { table: 'service_principal_owner', column: 'service_principal_id', to: 'service_principal' },
  ...byKind('service_principal_owner', 'owner_id', 'owner_type'),
  { table: 'administrative_unit_member', column: 'administrative_unit_id', to: 'administrative_unit' },
  ...byKind('administrative_unit_member', 'member_id', 'member_type'),
  { table: 'app_role_assignment', column: 'resource_id', to: 'service_principal' },
  ...byKind('app_role_assignment', 'principal_id', 'principal_type', {
    User: 'person',
    Group: 'directory_group',
    ServicePrincipal: 'service_principal',
  }),
  { table: 'permission_grant', column: 'client_id', to: 'service_principal' },
  { table: 'permission_grant', column: 'resource_id', to: 'service_principal' },
  { table: 'permission_grant', column: 'principal_id', to: 'person', where: 'e.principal_id is not null' },
]

/** The tables of edges that are looked into. */
export const edgeTables: ReadonlySet<string> = new Set(edges.map(({ table }) => table))

/** Edges that point to nothing, as `group_member.member_id → person: 3`; and how many edges were looked at. */
export async function danglingEdges(owner: Pick<pg.Client, 'query'>): Promise<{ found: string[]; lookedAt: number }> {
  const found: string[] = []
  let lookedAt = 0
  for (const { table, column, to, where = 'true' } of edges) {
    const { rows } = await owner.query<{ all: string; dangling: string }>(`
      select count(*) as all, count(*) filter (where t.organisation_id is null) as dangling
      from ${table} e left join ${to} t on t.organisation_id = e.organisation_id and t.${targets[to]} = e.${column}
      where ${where}`)
    lookedAt += Number(rows[0]?.all)
    if (rows[0]?.dangling !== '0') found.push(`${table}.${column} → ${to}: ${rows[0]?.dangling}`)
  }
  return { found, lookedAt }
}
