import { statement } from '../../../platform/database/statement.ts'
import { asOf, pageAsOf, pointedTo } from '../facts/as-of.ts'
import { type Listed, searchOf } from './listed.ts'

export interface AppRoleJson {
  id: string
  value?: string | null
  displayName?: string | null
  isEnabled?: boolean | null
}

export interface ApplicationRow {
  service_principal_id: string
  presence: 'present' | 'absent' | 'deleted'
  app_id: string | null
  display_name: string | null
  publisher: string | null
  service_principal_type: string | null
  account_enabled: boolean | null
  app_role_assignment_required: boolean | null
  app_owner_organization_id: string | null
  homepage: string | null
  sign_in_audience: string | null
  tags: string[] | null
  app_roles: AppRoleJson[] | null
  valid_from: Date
  sort_name: string
}

/** The statement of a page, made of what this filter asks for. */
export const listApplications = (filter: { includeGone: boolean }, { goesOn, way, more }: Listed) =>
  statement<Record<string, unknown>, ApplicationRow>(`
    select s.* from ${pageAsOf('service_principal', 's', {
      where: [...more, ...(filter.includeGone ? [] : [`s.presence = 'present'`])],
      order: { by: ['sort_name', 'service_principal_id'], goesOn },
      way,
    })} order by s.sort_name, s.service_principal_id`)

export const searchApplications = searchOf('service_principal')

export const applicationsByIds = statement<{ at: Date; ids: string[] }, ApplicationRow>(`
  select s.* from ${asOf('service_principal', 's')} where s.service_principal_id = any (:ids)`)

export interface AssignmentRow {
  assignment_id: string
  principal_id: string
  principal_type: string
  principal_name: string | null
  app_role_id: string
  valid_from: Date
  created_date_time: Date | null
  sort_name: string
}

export const assignmentsOfApplication = statement<
  { at: Date; resourceId: string; afterName: string | null; afterId: string | null; limit: number },
  AssignmentRow
>(`
  select * from (
    select a.*, coalesce(p.display_name, g.display_name, s.display_name) as principal_name,
      coalesce(p.sort_name, g.sort_name, s.sort_name, '') as sort_name
    from ${asOf('app_role_assignment', 'a')}
    ${pointedTo('person', 'p', 'p.person_id = a.principal_id')}
    ${pointedTo('directory_group', 'g', 'g.group_id = a.principal_id')}
    ${pointedTo('service_principal', 's', 's.service_principal_id = a.principal_id')}
    where a.resource_id = :resourceId) l
  where :afterName::text is null or (l.sort_name, l.assignment_id) > (:afterName, :afterId)
  order by l.sort_name, l.assignment_id limit :limit`)

export interface PersonAssignmentRow {
  assignment_id: string
  resource_id: string
  resource_name: string | null
  app_roles: AppRoleJson[] | null
  app_role_id: string
  group_id: string | null
  group_name: string | null
  since: Date
  sort_name: string
}

/** What a person was assigned, and what the groups that they are directly in were (Entra ID passes nothing on to nested groups). */
export const assignmentsOfPerson = statement<
  { at: Date; personId: string; afterName: string | null; afterId: string | null; limit: number },
  PersonAssignmentRow
>(`
  select * from (
    select a.assignment_id, a.resource_id, s.display_name as resource_name, s.app_roles, a.app_role_id,
      h.group_id, g.display_name as group_name, greatest(a.valid_from, h.since) as since, coalesce(s.sort_name, '') as sort_name
    from (
      select null::uuid as group_id, :personId::uuid as principal_id, null::timestamptz as since
      union all
      select m.group_id, m.group_id, m.valid_from from ${asOf('group_member', 'm')} where m.member_id = :personId) h
    cross join lateral (select * from ${asOf('app_role_assignment', 'a')} where a.principal_id = h.principal_id offset 0) a
    ${pointedTo('service_principal', 's', 's.service_principal_id = a.resource_id')}
    ${pointedTo('directory_group', 'g', 'g.group_id = h.group_id')}) l
  where :afterName::text is null or (l.sort_name, l.assignment_id) > (:afterName, :afterId)
  order by l.sort_name, l.assignment_id limit :limit`)

export interface GrantRow {
  permission_grant_id: string
  consent_type: string
  principal_id: string | null
  principal_name: string | null
  resource_id: string
  resource_name: string | null
  scope: string
  valid_from: Date
}

export const grantsOfApplication = statement<
  { at: Date; clientId: string; afterId: string | null; limit: number },
  GrantRow
>(`
  select r.*, p.display_name as principal_name, s.display_name as resource_name
  from ${asOf('permission_grant', 'r')}
  ${pointedTo('person', 'p', 'p.person_id = r.principal_id')}
  ${pointedTo('service_principal', 's', 's.service_principal_id = r.resource_id')}
  where r.client_id = :clientId and (:afterId::text is null or r.permission_grant_id > :afterId)
  order by r.permission_grant_id limit :limit`)
