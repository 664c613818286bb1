import { statement } from '../../../platform/database/statement.ts'
import { asOf, pageAsOf } from '../facts/as-of.ts'
import { type Listed, searchOf } from './listed.ts'

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

export interface GroupFilter {
  kind: string | null
  dynamic: boolean | null
  includeGone: boolean
}

/** The statement of a page, made of what this filter asks for. */
export const listGroups = (filter: GroupFilter, { goesOn, way, more }: Listed) =>
  statement<Record<string, unknown>, GroupRow>(`
    select g.* from ${pageAsOf('directory_group', 'g', {
      where: [
        ...more,
        ...(filter.kind === null ? [] : ['g.kind = :kind']),
        ...(filter.dynamic === null ? [] : [`('DynamicMembership' = any (g.group_types)) = :dynamic`]),
        ...(filter.includeGone ? [] : [`g.presence = 'present'`]),
      ],
      order: { by: ['sort_name', 'group_id'], goesOn },
      way,
    })} order by g.sort_name, g.group_id`)

export const searchGroups = searchOf('directory_group')

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
    select outer_group.group_id, o.group_id, null from outwards o cross join lateral (
      select m.group_id from ${asOf('group_member', 'm')} where m.member_id = o.group_id offset 0) outer_group)
  select group_id, via, since from outwards`)

/** Every nesting below these groups: which groups are in them, directly and through others. */
export const nestedIn = statement<{ at: Date; groupIds: string[] }, { outer_id: string; inner_id: string }>(`
  with recursive inwards as (
    select m.group_id as outer_id, m.member_id as inner_id from ${asOf('group_member', 'm')}
    where m.group_id = any (:groupIds) and m.member_type = 'group'
    union
    select i.inner_id, inner_group.member_id from inwards i cross join lateral (
      select m.member_id from ${asOf('group_member', 'm')} where m.group_id = i.inner_id and m.member_type = 'group' offset 0) inner_group)
  select outer_id, inner_id from inwards`)
