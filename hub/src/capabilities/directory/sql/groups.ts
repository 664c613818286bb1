import { statement } from '../../../platform/database/statement.ts'
import { asOf } from '../facts/as-of.ts'

export interface GroupRow {
  group_id: string
  presence: 'present' | 'absent' | 'deleted'
  display_name: string | null
  description: string | null
  kind: 'security' | 'microsoft365' | 'mail_enabled_security' | 'distribution'
  group_types: string[] | null
  membership_rule: string | null
  mail: string | null
  visibility: string | null
  is_assignable_to_role: boolean | null
  on_premises_sync_enabled: boolean | null
  created_date_time: Date | null
  valid_from: Date
  sort_name: string
}

export const listGroups = statement<
  {
    at: Date
    pattern: string | null
    kind: string | null
    dynamic: boolean | null
    includeGone: boolean
    afterName: string | null
    afterId: string | null
    limit: number
  },
  GroupRow
>(`
  select g.* from ${asOf('directory_group', 'g')}
  where (:pattern::text is null or g.group_id in (select search_directory_group(:pattern, :at)))
    and (:kind::text is null or g.kind = :kind)
    and (:dynamic::boolean is null or ('DynamicMembership' = any (g.group_types)) = :dynamic)
    and (:includeGone or g.presence = 'present')
    and (:afterName::text is null or (g.sort_name, g.group_id) > (:afterName, :afterId::uuid))
  order by g.sort_name, g.group_id limit :limit`)

export const groupsByIds = statement<{ at: Date; ids: string[] }, GroupRow>(`
  select g.* from ${asOf('directory_group', 'g')} where g.group_id = any (:ids)`)

/** Every membership that leads from a person outwards: the groups they are in, and the groups that those are in. */
export const nestingsOfPerson = statement<
  { at: Date; personId: string },
  { group_id: string; via: string | null; since: Date | null }
>(`
  with recursive outwards as (
    select m.group_id, null::uuid as via, m.valid_from as since from ${asOf('group_member', 'm')} where m.member_id = :personId
    union
    select m.group_id, o.group_id, null from outwards o join ${asOf('group_member', 'm')} on m.member_id = o.group_id)
  select group_id, via, since from outwards`)

/** Every nesting below a group: which groups are in it, directly and through others. */
export const nestingsOfGroup = statement<{ at: Date; groupId: string }, { outer_id: string; inner_id: string }>(`
  with recursive inwards as (
    select m.group_id as outer_id, m.member_id as inner_id from ${asOf('group_member', 'm')}
    where m.group_id = :groupId and m.member_type = 'group'
    union
    select m.group_id, m.member_id from inwards i join ${asOf('group_member', 'm')} on m.group_id = i.inner_id
    where m.member_type = 'group')
  select outer_id, inner_id from inwards`)

/** People in any of these groups, by name, each with the ones of these groups that they are directly in. */
export const peopleInGroups = statement<
  { at: Date; groupIds: string[]; afterName: string | null; afterId: string | null; limit: number },
  { person_id: string; sort_name: string; direct_in: string[] }
>(`
  select p.person_id, p.sort_name, inside.direct_in
  from (select m.member_id, array_agg(m.group_id order by m.group_id) as direct_in from ${asOf('group_member', 'm')}
    where m.group_id = any (:groupIds) group by m.member_id) inside
  join ${asOf('person', 'p')} on p.person_id = inside.member_id
  where :afterName::text is null or (p.sort_name, p.person_id) > (:afterName, :afterId::uuid)
  order by p.sort_name, p.person_id limit :limit`)

export const countPeopleInGroups = statement<{ at: Date; groupIds: string[] }, { count: number }>(`
  select count(distinct m.member_id) from ${asOf('group_member', 'm')}
  join ${asOf('person', 'p')} on p.person_id = m.member_id where m.group_id = any (:groupIds)`)

export interface MemberRow {
  id: string
  type: string
  name: string | null
  detail: string | null
  since: Date
  sort_name: string
}

const linked = (table: string, key: string, idColumn: string, typeColumn: string) =>
  statement<
    { at: Date; ownId: string; kind: string | null; afterName: string | null; afterId: string | null; limit: number },
    MemberRow
  >(`
    select * from (
      select e.${idColumn} as id, e.${typeColumn} as type, e.valid_from as since,
        coalesce(p.display_name, g.display_name, s.display_name) as name, coalesce(p.work_email, g.kind) as detail,
        coalesce(p.sort_name, g.sort_name, s.sort_name, '') as sort_name
      from ${asOf(table, 'e')}
      left join ${asOf('person', 'p')} on e.${typeColumn} = 'user' and p.person_id = e.${idColumn}
      left join ${asOf('directory_group', 'g')} on e.${typeColumn} = 'group' and g.group_id = e.${idColumn}
      left join ${asOf('service_principal', 's')} on e.${typeColumn} = 'servicePrincipal' and s.service_principal_id = e.${idColumn}
      where e.${key} = :ownId and (:kind::text is null or e.${typeColumn} = :kind)) l
    where :afterName::text is null or (l.sort_name, l.id) > (:afterName, :afterId::uuid)
    order by l.sort_name, l.id limit :limit`)

export const membersOfGroup = linked('group_member', 'group_id', 'member_id', 'member_type')
export const ownersOfGroup = linked('group_owner', 'group_id', 'owner_id', 'owner_type')
export const ownersOfApplication = linked('service_principal_owner', 'service_principal_id', 'owner_id', 'owner_type')
export const membersOfUnit = linked('administrative_unit_member', 'administrative_unit_id', 'member_id', 'member_type')

export const countLinks = (table: string, key: string) =>
  statement<{ at: Date; ownId: string }, { count: number }>(`
    select count(*) from ${asOf(table, 'e')} where e.${key} = :ownId`)

export interface UnitRow {
  administrative_unit_id: string
  presence: 'present' | 'absent' | 'deleted'
  display_name: string | null
  description: string | null
  valid_from: Date
  sort_name: string
}

export const listUnits = statement<
  { at: Date; afterName: string | null; afterId: string | null; limit: number },
  UnitRow
>(`
  select u.* from ${asOf('administrative_unit', 'u')}
  where u.presence = 'present' and (:afterName::text is null or (u.sort_name, u.administrative_unit_id) > (:afterName, :afterId::uuid))
  order by u.sort_name, u.administrative_unit_id limit :limit`)

export const unitsByIds = statement<{ at: Date; ids: string[] }, UnitRow>(`
  select u.* from ${asOf('administrative_unit', 'u')} where u.administrative_unit_id = any (:ids)`)
