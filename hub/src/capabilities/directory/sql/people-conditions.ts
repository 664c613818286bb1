import { asOf } from '../facts/as-of.ts'
import { chosen } from './chosen.ts'

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
  groupIds: string[] | null
  scopeDepartments: string[]
  /** the groups of the scope and those nested in them */
  scopeGroups: string[]
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
  managerId: `p.person_id in (select r.person_id from ${asOf('person_manager', 'r')} where r.manager_id = :managerId)`,
  groupIds: `p.person_id in (select m.member_id from ${asOf('group_member', 'm')} where m.group_id = any (:groupIds))`,
} satisfies Partial<Record<keyof PeopleFilter, string>>

/** Conditions on `p`: what the caller asked for, without the search and without what is hidden by default. */
export const asked = (filter: PeopleFilter): string[] => chosen(attributes, { ...filter })

/** Conditions on `p`: everybody, or those within the scope that the organisation set. */
export function inScope({ scopeDepartments, scopeGroups, scopeUnits }: PeopleFilter): string[] {
  const parts = [
    ...(scopeGroups.length > 0
      ? [`select m.member_id from ${asOf('group_member', 'm')} where m.group_id = any (:scopeGroups)`]
      : []),
    ...(scopeUnits.length > 0
      ? [
          `select u.member_id from ${asOf('administrative_unit_member', 'u')} where u.administrative_unit_id = any (:scopeUnits)`,
        ]
      : []),
  ]
  const department = scopeDepartments.length > 0 ? ['coalesce(p.department = any (:scopeDepartments), false)'] : []
  if (parts.length === 0) return department
  return [`(${[...department, `p.person_id in (${parts.join(' union all ')})`].join(' or ')})`]
}

/** Conditions on `p`: those whom a list shows, of those asked for. */
export const shown = (filter: PeopleFilter): string[] => [
  `${state('p')} = any (:states)`,
  ...(filter.includeGuests ? [] : [`p.user_type is distinct from 'Guest'`]),
  ...inScope(filter),
]
