import pg from 'pg'
import type { TrueCounts } from './cloud.ts'

/** How many rows of each fact stand in PostgreSQL as current, and how many the simulated cloud has. */
export interface RowCounts {
  people: number
  managers: number
  groups: number
  memberships: number
  groupOwners: number
  servicePrincipals: number
  servicePrincipalOwners: number
  assignments: number
  grants: number
  administrativeUnits: number
  administrativeUnitMembers: number
}

const counted = (table: string, where = '') => `(select count(*)::int from ${table} ${where})`
const present = `where presence = 'present'`
const COUNT = `select
  ${counted('person', present)} as people,
  ${counted('person_manager')} as managers,
  ${counted('directory_group', present)} as groups,
  ${counted('group_member')} as memberships,
  ${counted('group_owner')} as "groupOwners",
  ${counted('service_principal', present)} as "servicePrincipals",
  ${counted('service_principal_owner')} as "servicePrincipalOwners",
  ${counted('app_role_assignment')} as assignments,
  ${counted('permission_grant')} as grants,
  ${counted('administrative_unit', present)} as "administrativeUnits",
  ${counted('administrative_unit_member')} as "administrativeUnitMembers"`

/** Counts the rows themselves, as the owner of the database, past the hub. */
export async function storedRows(client: pg.Client): Promise<RowCounts> {
  const { rows } = await client.query<RowCounts>(COUNT)
  const [counts] = rows
  if (!counts) throw new Error('PostgreSQL counted nothing')
  return counts
}

export const rowsOf = (truth: TrueCounts): RowCounts => ({
  people: truth.users.total,
  managers: truth.users.withManager,
  groups: truth.groups.total,
  memberships: truth.memberships,
  groupOwners: truth.groupOwners,
  servicePrincipals: truth.servicePrincipals,
  servicePrincipalOwners: truth.servicePrincipalOwners,
  assignments: truth.appRoleAssignments,
  grants: truth.oauth2PermissionGrants,
  administrativeUnits: truth.administrativeUnits,
  administrativeUnitMembers: truth.administrativeUnitMembers,
})

/** Memberships of what is neither a person nor a group: devices and applications. */
export async function otherMemberships(databaseUrl: string): Promise<number> {
  const { rows } = await asOwner(databaseUrl, (client) =>
    client.query<{ count: number }>(
      `select count(*)::int as count from group_member where member_type not in ('user', 'group')`,
    ),
  )
  return rows[0]?.count ?? 0
}

/** @throws where PostgreSQL does not hold exactly as many rows as the simulated cloud has of each */
export async function requireEqualRows(databaseUrl: string, truth: TrueCounts): Promise<RowCounts> {
  const stored = await asOwner(databaseUrl, storedRows)
  const expected = rowsOf(truth)
  if (JSON.stringify(stored) !== JSON.stringify(expected))
    throw new Error(`PostgreSQL holds ${JSON.stringify(stored)}, Microsoft has ${JSON.stringify(expected)}`)
  return stored
}

/** As the owner of the database, whom row-level security does not bind. */
export async function asOwner<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
