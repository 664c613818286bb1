import { statement } from '../../../platform/database/statement.ts'

export interface HeldRow {
  kind: 'person' | 'membership' | 'assignment'
  id: string
  name: string | null
  detail: string
  sort_key: string
}

/** What a held run's staged rows would take away, in the order of kinds and names. */
export const heldChanges = statement<
  {
    runId: string
    peopleComplete: boolean
    groupsComplete: boolean
    assignmentsComplete: boolean
    afterKey: string | null
    limit: number
  },
  HeldRow
>(`
  with word as (
    select distinct on (person_id) person_id, removed from staged_person where run_id = :runId order by person_id, page desc),
  group_word as (
    select distinct on (group_id) group_id, removed from staged_directory_group where run_id = :runId order by group_id, page desc),
  link_word as (
    select distinct on (group_id, member_id) group_id, member_id, removed from staged_group_member where run_id = :runId
    order by group_id, member_id, page desc),
  assignment_word as (select distinct assignment_id from staged_app_role_assignment where run_id = :runId)
  select * from (
    select 'person' as kind, p.person_id::text as id, p.display_name as name,
      case when w.removed is null then 'would be absent: Microsoft no longer names them' else 'would be deleted' end as detail,
      '1 ' || p.sort_name || ' ' || p.person_id as sort_key
    from person p left join word w using (person_id)
    where p.presence = 'present' and (w.removed in ('changed', 'deleted') or (:peopleComplete and w.person_id is null))
    union all
    select 'membership', m.group_id || ' ' || m.member_id, coalesce(p.display_name, n.display_name),
      'would leave ' || coalesce(g.display_name, m.group_id::text), '2 ' || coalesce(g.sort_name, '') || ' ' || m.group_id || ' ' || m.member_id
    from group_member m left join link_word l using (group_id, member_id) left join group_word w using (group_id)
    left join directory_group g on g.group_id = m.group_id
    left join person p on p.person_id = m.member_id left join directory_group n on n.group_id = m.member_id
    where l.removed = 'deleted' or w.removed in ('changed', 'deleted') or (:groupsComplete and l.group_id is null)
    union all
    select 'assignment', a.assignment_id, coalesce(p.display_name, g.display_name),
      'would lose ' || coalesce(s.display_name, a.resource_id::text), '3 ' || coalesce(s.sort_name, '') || ' ' || a.assignment_id
    from app_role_assignment a left join assignment_word w using (assignment_id)
    left join service_principal s on s.service_principal_id = a.resource_id
    left join person p on p.person_id = a.principal_id left join directory_group g on g.group_id = a.principal_id
    where :assignmentsComplete and w.assignment_id is null) lost
  where :afterKey::text is null or lost.sort_key > :afterKey
  order by lost.sort_key limit :limit`)
