import { statement } from '../../../platform/database/statement.ts'
import { asOf, pageAsOf, pointedTo } from '../facts/as-of.ts'
import { type Listed, matches, searchOf } from './listed.ts'
import { asked, inScope, type PeopleFilter, type PeopleParams, shown, state } from './people-conditions.ts'

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
  sort_user_principal_name: string
  sort_job_title: string
  sort_department: string
  manager_id: string | null
  manager_name: string | null
}

/** The columns that each order goes by; the last one makes it total. */
export const peopleSorts = {
  displayName: ['sort_name', 'person_id'],
  userPrincipalName: ['sort_user_principal_name', 'person_id'],
  jobTitle: ['sort_job_title', 'sort_name', 'person_id'],
  department: ['sort_department', 'sort_name', 'person_id'],
} as const satisfies Record<string, readonly (keyof PersonRow)[]>
export type PeopleSort = keyof typeof peopleSorts

const withManager = `
  ${pointedTo('person_manager', 'link', 'link.person_id = p.person_id')}
  ${pointedTo('person', 'boss', 'boss.person_id = link.manager_id')}`

/** The statement of a page, made of what this filter asks for. */
export function listPeople(filter: PeopleFilter, sort: PeopleSort, { goesOn, way, more }: Listed) {
  const order = { by: peopleSorts[sort], goesOn }
  const where = [...asked(filter, 'page'), ...shown(filter, 'page'), ...more]
  return statement<Record<string, unknown>, PersonRow>(`
    select p.*, link.manager_id, boss.display_name as manager_name from ${pageAsOf('person', 'p', { where, order, way })}
    ${withManager} order by ${order.by.map((column) => `p.${column}`).join(', ')}`)
}

export const searchPeople = searchOf('person')

export const personById = statement<{ at: Date; personId: string }, PersonRow>(`
  select p.*, link.manager_id, boss.display_name as manager_name
  from (select p.* from ${asOf('person', 'p')} where p.person_id = :personId) p ${withManager}`)

export const peopleByIds = statement<{ at: Date; ids: string[] }, PersonRow>(`
  select p.*, link.manager_id, boss.display_name as manager_name
  from (select p.* from ${asOf('person', 'p')} where p.person_id = any (:ids)) p ${withManager}`)

const everybody = (filter: PeopleFilter) => [...asked(filter, 'all'), ...(filter.search === null ? [] : [matches('p')])]

/** Everybody whom the filter asks for, once each, by why they are hidden or that they are shown. */
export const countPeople = (filter: PeopleFilter) => {
  const scope = inScope(filter, 'all')
  return statement<PeopleParams, { why: string; count: number }>(`
    select why, count(*) from (
      select case
        ${scope.length > 0 ? `when not ${scope.join(' and ')} then 'outOfScope'` : ''}
        when p.presence <> 'present' and not p.presence = any (:states) then p.presence
        when not :includeGuests and p.user_type = 'Guest' then 'guests'
        when not (${state('p')}) = any (:states) then ${state('p')}
        else 'shown' end as why
      from ${asOf('person', 'p')} where ${['true', ...everybody(filter)].join(' and ')}) counted
    group by why`)
}

export const peopleFacets = (filter: PeopleFilter) =>
  statement<PeopleParams, { attribute: string; value: string; count: number }>(`
    select * from (
      select f.attribute, f.value, f.count, row_number() over (partition by f.attribute order by f.count desc, f.value) as place
      from (
        select case
            when grouping(p.department) = 0 then 'departments' when grouping(p.office_location) = 0 then 'officeLocations'
            when grouping(p.country) = 0 then 'countries' else 'employeeTypes' end as attribute,
          coalesce(p.department, p.office_location, p.country, p.employee_type) as value, count(*) as count
        from ${asOf('person', 'p')} where ${[...shown(filter, 'all'), ...everybody(filter)].join(' and ')}
        group by grouping sets ((p.department), (p.office_location), (p.country), (p.employee_type))) f
      where f.value is not null) ranked
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
