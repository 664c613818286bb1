import { asOf } from '../facts/as-of.ts'
import { chosen } from './chosen.ts'

export interface GroupsAsked {
  ids: string[]
  /** whether so many are in them that people are asked one by one for their groups, rather than collected */
  areHuge: boolean
}

/** Whom a list is of. What is null or empty was not asked for, and is not in the statement. */
export interface PeopleFilter {
  at: Date
  search: string | null
  states: string[]
  includeGuests: boolean
  userType: string | null
  department: string | null
  officeLocation: string | null
  country: string | null
  employeeType: string | null
  jobTitle: string | null
  managerId: string | null
  /** the group asked for and those nested in it */
  groups: GroupsAsked | null
  scopeDepartments: string[]
  /** the groups of the scope and those nested in them */
  scopeGroups: GroupsAsked | null
  scopeUnits: string[]
}

export const state = (alias: string): string => `case
  when ${alias}.presence <> 'present' then ${alias}.presence
  when ${alias}.account_enabled is false then 'blocked' else 'active' end`

/** The condition that each attribute of the filter means; the sorted columns are there for their indexes. */
const attributes = {
  userType: 'p.user_type = :userType',
  department: 'p.department = :department and p.sort_department = lower(:department)',
  officeLocation: 'p.office_location = :officeLocation',
  country: 'p.country = :country',
  employeeType: 'p.employee_type = :employeeType',
  jobTitle: 'p.job_title = :jobTitle and p.sort_job_title = lower(:jobTitle)',
  managerId: `p.person_id = any (array(select r.person_id from ${asOf('person_manager', 'r')} where r.manager_id = :managerId))`,
} satisfies Partial<Record<keyof PeopleFilter, string>>

const membersOf = (ids: string) =>
  `select m.member_id from ${asOf('group_member', 'm')} where m.group_id = any (${ids})`
const isMemberOf = (ids: string) =>
  `(select true from ${asOf('group_member', 'm')} where m.member_id = p.person_id and m.group_id = any (${ids}) limit 1)`
const membersOfUnits = `select u.member_id from ${asOf('administrative_unit_member', 'u')} where u.administrative_unit_id = any (:scopeUnits)`

/** Whether a condition is for a page of a few rows, met in order, or for all rows at once. */
export type Use = 'page' | 'all'

const inGroups = (groups: GroupsAsked, ids: string, use: Use) => {
  if (use === 'all') return `p.person_id in (${membersOf(ids)})`
  return groups.areHuge ? isMemberOf(ids) : `p.person_id = any (array(${membersOf(ids)}))`
}

/** Conditions on `p`: what the caller asked for, without the search and without what is hidden by default. */
export const asked = (filter: PeopleFilter, use: Use): string[] => [
  ...chosen(attributes, { ...filter }),
  ...(filter.groups === null ? [] : [inGroups(filter.groups, ':groupIds', use)]),
]

/** Conditions on `p`: everybody, or those within the scope that the organisation set. */
export function inScope({ scopeDepartments, scopeGroups, scopeUnits }: PeopleFilter, use: Use): string[] {
  const parts = [
    ...(scopeDepartments.length > 0 ? ['coalesce(p.department = any (:scopeDepartments), false)'] : []),
    ...(scopeGroups ? [inGroups(scopeGroups, ':scopeGroupIds', use)] : []),
    ...(scopeUnits.length > 0 ? [`p.person_id in (${membersOfUnits})`] : []),
  ]
  return parts.length === 0 ? [] : [`coalesce(${parts.join(' or ')}, false)`]
}

/** What each state means, in words whose frequency PostgreSQL knows: of the expression of `state` it knows nothing. */
const meaning: Record<string, string> = {
  active: `p.presence = 'present' and p.account_enabled is not false`,
  blocked: `p.presence = 'present' and p.account_enabled is false`,
  absent: `p.presence = 'absent'`,
  deleted: `p.presence = 'deleted'`,
}
const inStates = (states: readonly string[]): string =>
  states.length === 0 ? 'false' : `(${states.map((one) => meaning[one] ?? 'false').join(' or ')})`

/** Conditions on `p`: those whom a list shows, of those asked for. */
export const shown = (filter: PeopleFilter, use: Use): string[] => [
  inStates(filter.states),
  ...(filter.includeGuests ? [] : [`p.user_type is distinct from 'Guest'`]),
  ...inScope(filter, use),
]

/** The parameters that the conditions name. */
export const paramsOf = ({ groups, scopeGroups, ...filter }: PeopleFilter) => ({
  ...filter,
  groupIds: groups?.ids ?? null,
  scopeGroupIds: scopeGroups?.ids ?? null,
})
export type PeopleParams = ReturnType<typeof paramsOf>
