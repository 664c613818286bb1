import type { Writer } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'
import type { Fact, SyncResource } from '../facts/fact.ts'
import {
  appRoleAssignment,
  directoryGroup,
  groupMember,
  groupOwner,
  person,
  personManager,
  servicePrincipal,
} from '../facts/facts.ts'
import { touchedOf } from '../facts/merge.ts'

interface Params {
  runId: string
  instant: Date
}

/**
 * The person-readable stream of what a merge changed, made from what it opened and closed, in proportion to the change.
 * What is read for the first time is no news: a first import is one line, written by whoever ran it, not one a person.
 * @param merged the facts whose touched keys (`touchedOf`) are noted in this transaction
 */
export async function tellActivities(
  writer: Writer,
  params: Params,
  merged: ReadonlySet<Fact>,
  readBefore: readonly { resource: SyncResource }[],
): Promise<void> {
  for (const { fact, sql } of statements)
    if (merged.has(fact) && readBefore.some(({ resource }) => resource === fact.resource)) await writer.run(sql, params)
}

const touched = (fact: Fact) => `(select distinct ${Object.keys(fact.key).join(', ')} from ${touchedOf(fact)})`

const insert = `insert into activity (organisation_id, activity_id, at, run_id, kind, subject_type, subject_id, subject_name,
  object_type, object_id, object_name, changes)
  select acting_organisation(), gen_random_uuid(), :instant, :runId,`

/** What is stored beside the attributes, or follows from them. */
const notAttributes = `('valid_from', 'opened_by', 'valid_to', 'closed_by', 'organisation_id', 'work_email', 'sort_name', 'sort_user_principal_name', 'sort_job_title', 'sort_department', 'search_text', 'kind', 'presence')`

/** What became of an entity: created, changed, vanished, deleted, restored; with each attribute's old and new value. */
const entityActivities = (fact: Fact, type: string) => {
  const [key] = Object.keys(fact.key)
  const sql = statement<Params, unknown>(`
    ${insert}
      '${type}.' || case
        when h.valid_to is null then 'appeared'
        when c.presence = 'absent' then 'vanished'
        when c.presence = 'deleted' then 'deleted'
        when h.presence <> 'present' then 'returned'
        else 'changed' end,
      '${type}', c.${key}, coalesce(c.display_name, h.display_name), null, null, null,
      coalesce((
        select jsonb_agg(jsonb_build_object('attribute', n.key, 'from', o.value, 'to', n.value) order by n.key)
        from jsonb_each(to_jsonb(c)) n join jsonb_each(to_jsonb(h)) o on o.key = n.key
        where h.valid_to is not null and n.value is distinct from o.value and n.key not in ${notAttributes}), '[]')
    from ${touched(fact)} t join ${fact.table} c using (${key})
    left join ${fact.table}_history h on h.${key} = c.${key} and h.valid_to = :instant
    where c.opened_by = :runId and c.valid_from = :instant`)
  return { fact, sql }
}

/** An edge that began or ended, told about the person or group at its end. */
const edgeActivities = (
  fact: Fact,
  tell: { subject: string; subjectType: string; object: string; objectType: string; began: string; ended: string },
) => ({
  fact,
  sql: statement<Params, unknown>(`
    ${insert} e.kind, e.subject_type, e.subject_id::text, ${nameOf('e.subject_id')}, '${tell.objectType}', e.object_id::text, ${nameOf('e.object_id')}, '[]'
    from (
      select '${tell.began}' as kind, ${tell.subjectType} as subject_type, e.${tell.subject} as subject_id, e.${tell.object} as object_id
      from ${touched(fact)} t join ${fact.table} e using (${Object.keys(fact.key).join(', ')})
      where e.opened_by = :runId and e.valid_from = :instant
      union all
      select '${tell.ended}', ${tell.subjectType}, e.${tell.subject}, e.${tell.object}
      from ${touched(fact)} t join ${fact.table}_history e using (${Object.keys(fact.key).join(', ')})
      where e.closed_by = :runId and e.valid_to = :instant) e`),
})

const nameOf = (id: string) => `coalesce(
  (select p.display_name from person p where p.person_id = ${id}),
  (select g.display_name from directory_group g where g.group_id = ${id}),
  (select s.display_name from service_principal s where s.service_principal_id = ${id}))`

const statements = [
  entityActivities(person, 'person'),
  entityActivities(directoryGroup, 'group'),
  entityActivities(servicePrincipal, 'application'),
  edgeActivities(personManager, {
    subject: 'person_id',
    subjectType: `'person'`,
    object: 'manager_id',
    objectType: 'person',
    began: 'manager.began',
    ended: 'manager.ended',
  }),
  edgeActivities(groupMember, {
    subject: 'member_id',
    subjectType: memberKind('member_type'),
    object: 'group_id',
    objectType: 'group',
    began: 'member.joined',
    ended: 'member.left',
  }),
  edgeActivities(groupOwner, {
    subject: 'owner_id',
    subjectType: memberKind('owner_type'),
    object: 'group_id',
    objectType: 'group',
    began: 'owner.added',
    ended: 'owner.removed',
  }),
  edgeActivities(appRoleAssignment, {
    subject: 'principal_id',
    subjectType: `case e.principal_type when 'User' then 'person' when 'Group' then 'group' else 'application' end`,
    object: 'resource_id',
    objectType: 'application',
    began: 'assignment.given',
    ended: 'assignment.taken',
  }),
]

/** Graph's word for what an edge points at, in ours. */
function memberKind(column: string): string {
  return `case e.${column} when 'user' then 'person' when 'servicePrincipal' then 'application' else e.${column} end`
}
