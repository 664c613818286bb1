/** What Atrium remembers, by table: its key, whether it is an entity, and the resources of a sync run that read it. */
export const tables = {
  person: { key: ['person_id'], shape: 'entity', readBy: ['users'] },
  directory_group: { key: ['group_id'], shape: 'entity', readBy: ['groups'] },
  service_principal: { key: ['service_principal_id'], shape: 'entity', readBy: ['servicePrincipals'] },
  administrative_unit: { key: ['administrative_unit_id'], shape: 'entity', readBy: ['administrativeUnits'] },
  person_manager: { key: ['person_id'], shape: 'edge', readBy: ['users'] },
  group_member: { key: ['group_id', 'member_id'], shape: 'edge', readBy: ['groups'] },
  group_owner: { key: ['group_id', 'owner_id'], shape: 'edge', readBy: ['groups'] },
  service_principal_owner: {
    key: ['service_principal_id', 'owner_id'],
    shape: 'edge',
    readBy: ['servicePrincipalOwners'],
  },
  administrative_unit_member: {
    key: ['administrative_unit_id', 'member_id'],
    shape: 'edge',
    readBy: ['administrativeUnits'],
  },
  app_role_assignment: { key: ['assignment_id'], shape: 'edge', readBy: ['appRoleAssignments'] },
  permission_grant: { key: ['permission_grant_id'], shape: 'edge', readBy: ['permissionGrants'] },
} as const satisfies Record<string, { key: readonly string[]; shape: 'entity' | 'edge'; readBy: readonly string[] }>

export type Table = keyof typeof tables
export const tableNames = Object.keys(tables) as Table[]

/** The values of everything there is, each as one text that two sides can compare, by table and key. */
export type Facts = Record<Table, Map<string, string>>

/** Something for every table. */
export function byTable<T>(make: (table: Table) => T): Record<Table, T> {
  const made: Partial<Record<Table, T>> = {}
  for (const table of tableNames) made[table] = make(table)
  return made as Record<Table, T>
}

export const noFacts = (): Facts => byTable(() => new Map<string, string>())

const instants = new Set(['created_date_time', 'employee_hire_date'])

/** One text for the same values, however each side spells an instant, nothing at all, or the order of names. */
export function textOf(table: Table, values: Readonly<Record<string, unknown>>): string {
  const spelt = Object.entries(values).map(([name, value]): [string, unknown] => {
    if (value === undefined || value === null) return [name, null]
    return [name, instants.has(name) ? new Date(String(value)).toISOString() : inOrder(value)]
  })
  return `${table} ${JSON.stringify(Object.fromEntries(spelt.sort(([one], [other]) => (one < other ? -1 : 1))))}`
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const named = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(named.map(([name, inner]) => [name, inner === undefined ? null : inOrder(inner)]))
}
