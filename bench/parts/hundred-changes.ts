import type pg from 'pg'
import type { Cloud } from './cloud.ts'

/** One change of the tenancy, and the current row of Atrium that it must come to. */
export interface Change {
  order: string
  body: object
  fact: string
  /** what must stand in the fact's table as opened by the delta, or, where the change ends something, in its history as closed by it */
  row: Record<string, string | null>
  ends?: true
}

const SCOPE = 'User.Read'
const GRAPH = '00000003-0000-0000-c000-000000000000'

/** How many changes of each kind; 100 in all. */
const COUNTS = {
  people: 30,
  groups: 10,
  servicePrincipals: 10,
  joins: 15,
  leaves: 10,
  managers: 10,
  groupOwners: 5,
  servicePrincipalOwners: 5,
  grants: 5,
} as const

/**
 * A hundred changes, spread over everything that Graph tells changes of, chosen from what Atrium holds and the same for the same
 * tenancy. Each changes one fact alone: none touches what a dynamic group's rule looks at, and no fact is changed twice.
 */
export async function hundredChanges(client: pg.Client, cloud: Cloud): Promise<Change[]> {
  const ids = async (sql: string): Promise<Record<string, string>[]> =>
    (await client.query<Record<string, string>>(sql)).rows
  const people = await ids(
    `select person_id as id from person where presence = 'present' and account_enabled and user_type = 'Member' order by person_id limit 200`,
  )
  const groups = await ids(
    `select group_id as id from directory_group where presence = 'present' and membership_rule is null and kind = 'security' order by group_id limit 60`,
  )
  const applications = await ids(
    `select service_principal_id as id from service_principal where presence = 'present' order by service_principal_id limit 40`,
  )
  const chiefs = await ids(`
    select p.person_id as id, m.manager_id as chief from person_manager p join person_manager m on m.person_id = p.manager_id
    where m.manager_id <> p.manager_id order by p.person_id limit 400`)
  const members = await ids(`
    select distinct on (g.group_id) g.group_id as "group", m.member_id as id from group_member m join directory_group g using (group_id)
    where m.member_type = 'user' and g.membership_rule is null and g.kind = 'security' order by g.group_id desc, m.member_id limit 60`)
  const groupMembers = pairs(
    await ids(`select group_id as a, member_id as b from group_member where group_id in (${listed(groups)})`),
  )
  const groupOwners = pairs(
    await ids(`select group_id as a, owner_id as b from group_owner where group_id in (${listed(groups)})`),
  )
  const owners = pairs(
    await ids(
      `select service_principal_id as a, owner_id as b from service_principal_owner where service_principal_id in (${listed(applications)})`,
    ),
  )
  const [bench] = await ids(
    `select service_principal_id as id from service_principal where app_id = '${cloud.applicationId}'`,
  )
  const person = (i: number): string => people[i]?.id ?? ''
  const used = new Set(people.slice(0, COUNTS.people).map(({ id }) => id))
  const free = <T>(found: readonly T[], count: number, fits: (one: T) => boolean): T[] =>
    found.filter(fits).slice(0, count)
  const changes: Change[] = [
    ...people.slice(0, COUNTS.people).map(({ id = '' }, i) => ({
      ...{ order: 'update', body: { id, properties: { officeLocation: `Room ${i}` } } },
      ...{ fact: 'person', row: { person_id: id, office_location: `Room ${i}` } },
    })),
    ...groups.slice(0, COUNTS.groups).map(({ id = '' }, i) => ({
      ...{ order: 'update', body: { id, properties: { description: `Purpose ${i}` } } },
      ...{ fact: 'directory_group', row: { group_id: id, description: `Purpose ${i}` } },
    })),
    ...applications.slice(0, COUNTS.servicePrincipals).map(({ id = '' }, i) => ({
      ...{ order: 'update', body: { id, properties: { homepage: `https://home${i}.example/` } } },
      ...{ fact: 'service_principal', row: { service_principal_id: id, homepage: `https://home${i}.example/` } },
    })),
    ...free(groups.slice(10), COUNTS.joins, ({ id }) => !groupMembers.has(`${id} ${person(40)}`)).map(
      ({ id = '' }) => ({
        ...{ order: 'add-to-group', body: { group: id, member: person(40) } },
        ...{ fact: 'group_member', row: { group_id: id, member_id: person(40) } },
      }),
    ),
    ...members.slice(0, COUNTS.leaves).map(({ group = '', id = '' }) => ({
      ...{ order: 'remove-from-group', body: { group, member: id } },
      ...{ fact: 'group_member', row: { group_id: group, member_id: id }, ends: true as const },
    })),
    ...free(chiefs, COUNTS.managers, ({ id = '' }) => !used.has(id)).map(({ id = '', chief = '' }) => ({
      ...{ order: 'move', body: { user: id, manager: chief } },
      ...{ fact: 'person_manager', row: { person_id: id, manager_id: chief } },
    })),
    ...free(groups.slice(30), COUNTS.groupOwners, ({ id }) => !groupOwners.has(`${id} ${person(41)}`)).map(
      ({ id = '' }) => ({
        ...{ order: 'add-owner', body: { object: id, owner: person(41) } },
        ...{ fact: 'group_owner', row: { group_id: id, owner_id: person(41) } },
      }),
    ),
    ...free(applications.slice(15), COUNTS.servicePrincipalOwners, ({ id }) => !owners.has(`${id} ${person(42)}`)).map(
      ({ id = '' }) => ({
        ...{ order: 'add-owner', body: { object: id, owner: person(42) } },
        ...{ fact: 'service_principal_owner', row: { service_principal_id: id, owner_id: person(42) } },
      }),
    ),
    ...people.slice(50, 50 + COUNTS.grants).map(({ id = '' }) => ({
      order: 'user-consent',
      body: { user: id, appId: cloud.applicationId, resourceAppId: GRAPH, scopes: [SCOPE] },
      ...{ fact: 'permission_grant', row: { client_id: bench?.id ?? '', principal_id: id, scope: SCOPE } },
    })),
  ]
  const wanted = Object.values(COUNTS).reduce((sum, count) => sum + count, 0)
  if (changes.length !== wanted) throw new Error(`the tenancy is too small for ${wanted} changes: ${changes.length}`)
  return changes
}

/** @throws where the run changed anything else in the directory than these changes, or one of them is not there */
export async function requireExactly(client: pg.Client, runId: string, changes: readonly Change[]): Promise<void> {
  for (const fact of FACTS) {
    const [opened, closed] = [
      changes.filter((one) => one.fact === fact && !one.ends),
      changes.filter((one) => one.fact === fact),
    ]
    await requireRows(client, { table: fact, by: 'opened_by', runId }, opened)
    // A new version of something closes the one before it, but for what was not there before.
    const isNew = fact.endsWith('_owner') || fact === 'permission_grant'
    const ended = fact === 'group_member' ? closed.filter((one) => one.ends) : isNew ? [] : closed
    await requireCount(client, `${fact}_history`, runId, ended.length)
    if (fact === 'group_member') await requireRows(client, { table: `${fact}_history`, by: 'closed_by', runId }, ended)
  }
}

const FACTS = [
  'person',
  'directory_group',
  'service_principal',
  'administrative_unit',
  'person_manager',
  'group_member',
  'group_owner',
  'service_principal_owner',
  'administrative_unit_member',
  'app_role_assignment',
  'permission_grant',
] as const

async function requireRows(
  client: pg.Client,
  { table, by, runId }: { table: string; by: string; runId: string },
  changes: readonly Change[],
): Promise<void> {
  const names = Object.keys(changes[0]?.row ?? {})
  const columns = names.length === 0 ? `'' as nothing` : names.join(', ')
  const { rows } = await client.query<Record<string, string>>(`select ${columns} from ${table} where ${by} = $1`, [
    runId,
  ])
  const found = rows.map((row) => JSON.stringify(names.map((name) => row[name]))).sort()
  const wanted = changes.map(({ row }) => JSON.stringify(names.map((name) => row[name]))).sort()
  const [missing] = wanted.filter((row) => !found.includes(row))
  if (found.length !== wanted.length || missing !== undefined)
    throw new Error(
      `the delta opened ${found.length} rows of ${table}, not ${wanted.length}${missing ? `; missing ${missing}` : ''}`,
    )
}

async function requireCount(client: pg.Client, table: string, runId: string, wanted: number): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from ${table} where closed_by = $1`,
    [runId],
  )
  if (rows[0]?.count !== wanted) throw new Error(`the delta closed ${rows[0]?.count} rows in ${table}, not ${wanted}`)
}

const listed = (found: readonly Record<string, string>[]): string => found.map(({ id }) => `'${id}'`).join(', ')
const pairs = (found: readonly Record<string, string>[]): Set<string> => new Set(found.map(({ a, b }) => `${a} ${b}`))
