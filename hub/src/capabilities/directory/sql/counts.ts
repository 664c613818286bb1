import type { Reader, Writer } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'
import type { Fact } from '../facts/fact.ts'
import {
  administrativeUnit,
  appRoleAssignment,
  directoryGroup,
  groupMember,
  groupOwner,
  permissionGrant,
  person,
  servicePrincipal,
  servicePrincipalOwner,
} from '../facts/facts.ts'
import { touchedOf } from '../facts/merge.ts'
import { type CountsRow, directoryCounts } from './directory.ts'

/** `touched`: from the count before and what the merge touched; `whole`: by counting all there is. */
export type CountedHow = 'touched' | 'whole'

interface Counted {
  name: string
  fact: Fact
  /** which of its rows count */
  where: string
}

const counted: readonly Counted[] = [
  { name: 'people', fact: person, where: `presence = 'present'` },
  { name: 'active_people', fact: person, where: `presence = 'present' and account_enabled is not false` },
  { name: 'guests', fact: person, where: `presence = 'present' and user_type = 'Guest'` },
  { name: 'groups', fact: directoryGroup, where: `presence = 'present'` },
  { name: 'memberships', fact: groupMember, where: 'true' },
  { name: 'applications', fact: servicePrincipal, where: `presence = 'present'` },
  { name: 'assignments', fact: appRoleAssignment, where: 'true' },
  { name: 'permission_grants', fact: permissionGrant, where: 'true' },
  { name: 'administrative_units', fact: administrativeUnit, where: `presence = 'present'` },
  { name: 'group_owners', fact: groupOwner, where: 'true' },
  { name: 'application_owners', fact: servicePrincipalOwner, where: 'true' },
]

interface Params {
  name: string
  instant: Date
}

const before = `(select value from directory_count where organisation_id = acting_organisation() and name = :name order by at desc limit 1)`

const keep = (value: string) =>
  statement<Params, unknown>(`
    insert into directory_count (organisation_id, name, at, value)
    select acting_organisation(), :name, :instant, value from (select ${value} as value) counted
    where value is distinct from ${before}`)

const statements = counted.map(({ name, fact, where }) => {
  const keys = Object.keys(fact.key).join(', ')
  const whole = `(select count(*) from ${fact.table} where ${where})`
  const touched = `(select distinct ${keys} from ${touchedOf(fact)}) t`
  return {
    name,
    fact,
    whole: keep(whole),
    // what was counted never, an installation of before this table, is counted whole once
    touched: keep(`coalesce(${before}
      + (select count(*) from ${touched} join ${fact.table} c using (${keys}) where c.valid_from = :instant and ${where})
      - (select count(*) from ${touched} join ${fact.table}_history h using (${keys}) where h.valid_to = :instant and ${where}), ${whole})`),
  }
})

/** Notes how many there are since `instant` of what a merge changed. */
export async function keepCounts(writer: Writer, instant: Date, changed: ReadonlyMap<Fact, CountedHow>): Promise<void> {
  for (const { name, fact, ...ways } of statements) {
    const how = changed.get(fact)
    if (how) await writer.run(ways[how], { name, instant })
  }
}

const countsAt = statement<{ at: Date }, { name: string; value: number }>(`
  select distinct on (name) name, value from directory_count where at <= :at order by name, at desc`)

/** How many there were of everything at an instant. */
export async function countsAsOf(reader: Reader, at: Date): Promise<CountsRow | undefined> {
  const found = new Map((await reader.rows(countsAt, { at })).map(({ name, value }) => [name, value]))
  // from before counts were kept, or before there was anything
  if (found.size === 0) return reader.first(directoryCounts, { at })
  const count = (name: string) => found.get(name) ?? 0
  return {
    people: count('people'),
    active_people: count('active_people'),
    guests: count('guests'),
    groups: count('groups'),
    memberships: count('memberships'),
    applications: count('applications'),
    assignments: count('assignments'),
    permission_grants: count('permission_grants'),
    administrative_units: count('administrative_units'),
    owners: count('group_owners') + count('application_owners'),
  }
}
