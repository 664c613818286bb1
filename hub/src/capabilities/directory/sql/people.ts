import { statement } from '../../../platform/database/statement.ts'
import { asOf } from '../facts/as-of.ts'

export interface PersonRow {
  person_id: string
  presence: 'present' | 'absent' | 'deleted'
  display_name: string | null
  given_name: string | null
  surname: string | null
  user_principal_name: string | null
  mail: string | null
  work_email: string | null
  employee_id: string | null
  employee_type: string | null
  employee_hire_date: Date | null
  employee_leave_date: Date | null
  job_title: string | null
  department: string | null
  company_name: string | null
  office_location: string | null
  city: string | null
  country: string | null
  usage_location: string | null
  cost_center: string | null
  division: string | null
  business_phones: string[] | null
  mobile_phone: string | null
  account_enabled: boolean | null
  user_type: string | null
  on_premises_sync_enabled: boolean | null
  created_date_time: Date | null
  licence_sku_ids: string[] | null
  valid_from: Date
  sort_name: string
  sort_key: string
  manager_id: string | null
  manager_name: string | null
}

export interface PeopleFilter {
  at: Date
  pattern: string | null
  states: string[]
  includeGuests: boolean
  userType: string | null
  department: string | null
  officeLocation: string | null
  country: string | null
  employeeType: string | null
  jobTitle: string | null
  managerId: string | null
  groupId: string | null
  scopeDepartments: string[]
  scopeGroups: string[]
  scopeUnits: string[]
}

export const peopleSorts = {
  displayName: 'p.sort_name',
  userPrincipalName: `lower(coalesce(p.user_principal_name, ''))`,
  jobTitle: `lower(coalesce(p.job_title, ''))`,
  department: `lower(coalesce(p.department, ''))`,
} as const
export type PeopleSort = keyof typeof peopleSorts

export const state = (alias: string): string => `case
  when ${alias}.presence <> 'present' then ${alias}.presence
  when ${alias}.account_enabled is false then 'blocked' else 'active' end`

/** People who belong to one of these groups, also through nested ones, at `:at`. */
const inGroups = (alias: string, ids: string) => `${alias}.person_id in (
  with recursive within as (
    select unnest(${ids}::uuid[]) as group_id
    union
    select m.member_id from within join ${asOf('group_member', 'm')} on m.group_id = within.group_id where m.member_type = 'group')
  select m.member_id from within join ${asOf('group_member', 'm')} on m.group_id = within.group_id)`

/** Whether a person is within the scope that the organisation set; everybody is where no list is set. */
export const inScope = (alias: string): string => `(
  (cardinality(:scopeDepartments::text[]) = 0 and cardinality(:scopeGroups::uuid[]) = 0 and cardinality(:scopeUnits::uuid[]) = 0)
  or coalesce(${alias}.department = any (:scopeDepartments), false)
  or (cardinality(:scopeGroups::uuid[]) > 0 and ${inGroups(alias, ':scopeGroups')})
  or (cardinality(:scopeUnits::uuid[]) > 0 and ${alias}.person_id in (
    select u.member_id from ${asOf('administrative_unit_member', 'u')} where u.administrative_unit_id = any (:scopeUnits))))`

/** What the caller asked for, without what is hidden by default. */
export const asked = (alias: string): string => `
  (:pattern::text is null or ${alias}.person_id in (select search_person(:pattern, :at)))
  and (:userType::text is null or ${alias}.user_type = :userType)
  and (:department::text is null or ${alias}.department = :department)
  and (:officeLocation::text is null or ${alias}.office_location = :officeLocation)
  and (:country::text is null or ${alias}.country = :country)
  and (:employeeType::text is null or ${alias}.employee_type = :employeeType)
  and (:jobTitle::text is null or ${alias}.job_title = :jobTitle)
  and (:managerId::uuid is null or ${alias}.person_id in (select r.person_id from ${asOf('person_manager', 'r')} where r.manager_id = :managerId))
  and (:groupId::uuid is null or ${inGroups(alias, 'array[:groupId]')})`

export const shown = (alias: string): string => `
  ${state(alias)} = any (:states)
  and (:includeGuests or ${alias}.user_type is distinct from 'Guest')
  and ${inScope(alias)}`

const withManager = `
  left join lateral (select l.manager_id from ${asOf('person_manager', 'l')} where l.person_id = p.person_id) link on true
  left join lateral (select b.display_name from ${asOf('person', 'b')} where b.person_id = link.manager_id) boss on true`

const listSql = (sort: PeopleSort) =>
  statement<PeopleFilter & { afterKey: string | null; afterId: string | null; limit: number }, PersonRow>(`
    select p.*, link.manager_id, boss.display_name as manager_name
    from (
      select p.*, ${peopleSorts[sort]} as sort_key from ${asOf('person', 'p')}
      where ${asked('p')} and ${shown('p')}
        and (:afterKey::text is null or (${peopleSorts[sort]}, p.person_id) > (:afterKey, :afterId::uuid))
      order by ${peopleSorts[sort]}, p.person_id limit :limit) p
    ${withManager}
    order by p.sort_key, p.person_id`)

export const listPeople: Record<PeopleSort, ReturnType<typeof listSql>> = {
  displayName: listSql('displayName'),
  userPrincipalName: listSql('userPrincipalName'),
  jobTitle: listSql('jobTitle'),
  department: listSql('department'),
}

export const personById = statement<{ at: Date; personId: string }, PersonRow>(`
  select p.*, p.sort_name as sort_key, link.manager_id, boss.display_name as manager_name
  from (select p.* from ${asOf('person', 'p')} where p.person_id = :personId) p ${withManager}`)

export const peopleByIds = statement<{ at: Date; ids: string[] }, PersonRow>(`
  select p.*, p.sort_name as sort_key, link.manager_id, boss.display_name as manager_name
  from (select p.* from ${asOf('person', 'p')} where p.person_id = any (:ids)) p ${withManager}`)

/** Everybody whom the filter asks for, once each, by why they are hidden or that they are shown. */
export const countPeople = statement<PeopleFilter, { why: string; count: number }>(`
  select why, count(*) from (
    select case
      when not ${inScope('p')} then 'outOfScope'
      when p.presence <> 'present' and not p.presence = any (:states) then p.presence
      when not :includeGuests and p.user_type = 'Guest' then 'guests'
      when not (${state('p')}) = any (:states) then ${state('p')}
      else 'shown' end as why
    from ${asOf('person', 'p')} where ${asked('p')}) counted
  group by why`)

export const peopleFacets = statement<PeopleFilter, { attribute: string; value: string; count: number }>(`
  select * from (
    select f.attribute, f.value, count(*) as count, row_number() over (partition by f.attribute order by count(*) desc, f.value) as place
    from ${asOf('person', 'p')}
    cross join lateral (values ('departments', p.department), ('officeLocations', p.office_location),
      ('countries', p.country), ('employeeTypes', p.employee_type)) as f (attribute, value)
    where ${shown('p')} and ${asked('p')} and f.value is not null
    group by f.attribute, f.value) ranked
  where place <= 200 order by attribute, place`)

/** Since when Atrium has known of them. */
export const firstSeen = (table: 'person' | 'directory_group' | 'service_principal', key: string) =>
  statement<{ id: string }, { first_seen: Date | null }>(`
    select least(
      (select min(valid_from) from ${table} where ${key} = :id),
      (select min(valid_from) from ${table}_history where ${key} = :id)) as first_seen`)

export const countReports = statement<{ at: Date; personId: string }, { count: number }>(`
  select count(*) from ${asOf('person_manager', 'r')} where r.manager_id = :personId`)

export const signInActivityOf = statement<
  { personId: string },
  { last_sign_in_at: Date | null; last_non_interactive_sign_in_at: Date | null; read_at: Date }
>(`
  select last_sign_in_at, last_non_interactive_sign_in_at, read_at from sign_in_activity where person_id = :personId`)

export const licenceNames = statement<{ ids: string[] }, { sku_id: string; sku_part_number: string }>(`
  select sku_id, sku_part_number from licence where sku_id = any (:ids)`)
