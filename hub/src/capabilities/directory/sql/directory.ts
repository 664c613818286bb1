import { statement } from '../../../platform/database/statement.ts'
import { asOf } from '../facts/as-of.ts'

export interface CountsRow {
  people: number
  active_people: number
  guests: number
  groups: number
  memberships: number
  applications: number
  assignments: number
  permission_grants: number
  administrative_units: number
  owners: number
}

export const directoryCounts = statement<{ at: Date }, CountsRow>(`
  select
    p.people, p.active_people, p.guests,
    (select count(*) from ${asOf('directory_group', 'g')} where g.presence = 'present') as groups,
    (select count(*) from ${asOf('group_member', 'm')}) as memberships,
    (select count(*) from ${asOf('service_principal', 's')} where s.presence = 'present') as applications,
    (select count(*) from ${asOf('app_role_assignment', 'a')}) as assignments,
    (select count(*) from ${asOf('permission_grant', 'r')}) as permission_grants,
    (select count(*) from ${asOf('administrative_unit', 'u')} where u.presence = 'present') as administrative_units,
    (select count(*) from ${asOf('group_owner', 'o')}) + (select count(*) from ${asOf('service_principal_owner', 'w')}) as owners
  from (
    select count(*) filter (where p.presence = 'present') as people,
      count(*) filter (where p.presence = 'present' and p.account_enabled is not false) as active_people,
      count(*) filter (where p.presence = 'present' and p.user_type = 'Guest') as guests
    from ${asOf('person', 'p')}) p`)

/** The instant of the last merge; null before there was one. */
export const mergedAt = statement<object, { merged_at: Date | null }>('select merged_at from directory_state')

/** When each resource was last read to its end. */
export const readAges = statement<object, { resource: string; read_at: Date }>(`
  select resource, max(read_at) as read_at from sync_cursor group by resource order by resource`)

export const changeScope = statement<
  {
    includeGuests: boolean
    includeBlocked: boolean
    departments: string[]
    groupIds: string[]
    administrativeUnitIds: string[]
    at: Date
  },
  unknown
>(`
  insert into directory_scope (organisation_id, include_guests, include_blocked, departments, group_ids, administrative_unit_ids, changed_at)
  values (acting_organisation(), :includeGuests, :includeBlocked, :departments, :groupIds, :administrativeUnitIds, :at)
  on conflict (organisation_id) do update set include_guests = excluded.include_guests, include_blocked = excluded.include_blocked,
    departments = excluded.departments, group_ids = excluded.group_ids,
    administrative_unit_ids = excluded.administrative_unit_ids, changed_at = excluded.changed_at`)
