import { statement } from '../../../platform/database/statement.ts'
import type { Fact } from '../facts/fact.ts'
import { columnsOf } from '../facts/fact.ts'
import {
  appRoleAssignment,
  directoryGroup,
  groupMember,
  groupOwner,
  permissionGrant,
  person,
  personManager,
  servicePrincipal,
  servicePrincipalOwner,
} from '../facts/facts.ts'

export interface HistoryRow {
  at: Date
  run_id: string
  kind: string
  key: string
  object_type: string | null
  object_id: string | null
  object_name: string | null
  changes: { attribute: string; from: unknown; to: unknown }[] | null
}

interface Params {
  id: string
  /** nothing later than this */
  at: Date
  beforeAt: Date | null
  beforeKey: string | null
  limit: number
}

interface Edge {
  fact: Fact
  /** the end that the history is of */
  own: string
  /** the other end */
  other: string
  otherType: string
  began: string
  ended: string
}

const typeOfOther = (column: string) =>
  `case e.${column} when 'user' then 'person' when 'servicePrincipal' then 'application' else e.${column} end`

const edgesOfPerson: Edge[] = [
  {
    fact: personManager,
    own: 'person_id',
    other: 'manager_id',
    otherType: `'person'`,
    began: 'manager.began',
    ended: 'manager.ended',
  },
  {
    fact: personManager,
    own: 'manager_id',
    other: 'person_id',
    otherType: `'person'`,
    began: 'report.began',
    ended: 'report.ended',
  },
  {
    fact: groupMember,
    own: 'member_id',
    other: 'group_id',
    otherType: `'group'`,
    began: 'member.joined',
    ended: 'member.left',
  },
  {
    fact: groupOwner,
    own: 'owner_id',
    other: 'group_id',
    otherType: `'group'`,
    began: 'owner.added',
    ended: 'owner.removed',
  },
  {
    fact: servicePrincipalOwner,
    own: 'owner_id',
    other: 'service_principal_id',
    otherType: `'application'`,
    began: 'owner.added',
    ended: 'owner.removed',
  },
  {
    fact: appRoleAssignment,
    own: 'principal_id',
    other: 'resource_id',
    otherType: `'application'`,
    began: 'assignment.given',
    ended: 'assignment.taken',
  },
]
const edgesOfGroup: Edge[] = [
  {
    fact: groupMember,
    own: 'group_id',
    other: 'member_id',
    otherType: typeOfOther('member_type'),
    began: 'has.member',
    ended: 'lost.member',
  },
  {
    fact: groupMember,
    own: 'member_id',
    other: 'group_id',
    otherType: `'group'`,
    began: 'member.joined',
    ended: 'member.left',
  },
  {
    fact: groupOwner,
    own: 'group_id',
    other: 'owner_id',
    otherType: typeOfOther('owner_type'),
    began: 'has.owner',
    ended: 'lost.owner',
  },
  {
    fact: appRoleAssignment,
    own: 'principal_id',
    other: 'resource_id',
    otherType: `'application'`,
    began: 'assignment.given',
    ended: 'assignment.taken',
  },
]
const edgesOfApplication: Edge[] = [
  {
    fact: appRoleAssignment,
    own: 'resource_id',
    other: 'principal_id',
    otherType: `case e.principal_type when 'User' then 'person' when 'Group' then 'group' else 'application' end`,
    began: 'has.assignment',
    ended: 'lost.assignment',
  },
  {
    fact: servicePrincipalOwner,
    own: 'service_principal_id',
    other: 'owner_id',
    otherType: typeOfOther('owner_type'),
    began: 'has.owner',
    ended: 'lost.owner',
  },
  {
    fact: permissionGrant,
    own: 'client_id',
    other: 'resource_id',
    otherType: `'application'`,
    began: 'permission.granted',
    ended: 'permission.withdrawn',
  },
]

const edgeSql = ({ fact, own, other, otherType, began, ended }: Edge) => `
  select e.valid_from as at, e.opened_by as run_id, '${began}' as kind, ${otherType} as object_type, e.${other} as object_id
  from (select ${columnsOf(fact).join(', ')}, valid_from, opened_by from ${fact.table}
        union all select ${columnsOf(fact).join(', ')}, valid_from, opened_by from ${fact.table}_history) e where e.${own} = :id
  union all
  select e.valid_to, e.closed_by, '${ended}', ${otherType}, e.${other} from ${fact.table}_history e where e.${own} = :id`

/**
 * What happened to one entity, newest first: its own versions with what changed in each, and the edges that began and
 * ended. What it already had when it was first seen is not news, and is told by its appearing.
 */
const historySql = (entity: Fact, edges: Edge[]) => {
  const [key = ''] = Object.keys(entity.key)
  const own = [...columnsOf(entity), 'presence', 'valid_from', 'opened_by'].join(', ')
  const attributes = Object.keys(entity.values)
    .map((column) => `'${column}'`)
    .join(', ')
  return statement<Params, HistoryRow>(`
    with versions as (
      select v.*, lag(to_jsonb(v)) over (order by v.valid_from) as before
      from (select ${own} from ${entity.table} where ${key} = :id
            union all select ${own} from ${entity.table}_history where ${key} = :id) v),
    told as (
      select v.valid_from as at, v.opened_by as run_id,
        case when v.before is null then 'appeared'
          when v.presence = 'absent' then 'vanished' when v.presence = 'deleted' then 'deleted'
          when v.before ->> 'presence' <> 'present' then 'returned' else 'changed' end as kind,
        null::text as object_type, null::uuid as object_id,
        case when v.before is not null then (
          select jsonb_agg(jsonb_build_object('attribute', n.key, 'from', v.before -> n.key, 'to', n.value) order by n.key)
          from jsonb_each(to_jsonb(v)) n where n.key in (${attributes}) and n.value is distinct from v.before -> n.key) end as changes
      from versions v
      union all
      select e.*, null::jsonb from (${edges.map(edgeSql).join('\n      union all\n')}) e
      where e.at > (select min(valid_from) from versions))
    select * from (
      select t.at, t.run_id, t.kind, t.kind || ' ' || coalesce(t.object_id::text, '') as key, t.object_type, t.object_id::text as object_id,
        coalesce(p.display_name, g.display_name, s.display_name) as object_name, t.changes
      from told t
      left join person p on p.person_id = t.object_id
      left join directory_group g on g.group_id = t.object_id
      left join service_principal s on s.service_principal_id = t.object_id
      where t.at <= :at) l
    where :beforeAt::timestamptz is null or (l.at, l.key) < (:beforeAt, :beforeKey)
    order by l.at desc, l.key desc limit :limit`)
}

export const personHistory = historySql(person, edgesOfPerson)
export const groupHistory = historySql(directoryGroup, edgesOfGroup)
export const applicationHistory = historySql(servicePrincipal, edgesOfApplication)
