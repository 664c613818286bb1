import { statement } from '../../../platform/database/statement.ts'
import { lostAssignments, lostMemberships, lostPeople, stagedWords } from './losses.ts'

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
  with ${stagedWords}
  select * from (
    select 'person' as kind, p.person_id::text as id, p.display_name as name,
      case when w.removed is null then 'would be absent: Microsoft no longer names them' else 'would be deleted' end as detail,
      '1 ' || p.sort_name || ' ' || p.person_id as sort_key
    from ${lostPeople.from} where ${lostPeople.where}
    union all
    select 'membership', m.group_id || ' ' || m.member_id, coalesce(p.display_name, n.display_name),
      'would leave ' || coalesce(g.display_name, m.group_id::text), '2 ' || coalesce(g.sort_name, '') || ' ' || m.group_id || ' ' || m.member_id
    from ${lostMemberships.from}
    left join directory_group g on g.group_id = m.group_id
    left join person p on p.person_id = m.member_id left join directory_group n on n.group_id = m.member_id
    where ${lostMemberships.where}
    union all
    select 'assignment', a.assignment_id, coalesce(p.display_name, g.display_name),
      'would lose ' || coalesce(s.display_name, a.resource_id::text), '3 ' || coalesce(s.sort_name, '') || ' ' || a.assignment_id
    from ${lostAssignments.from}
    left join service_principal s on s.service_principal_id = a.resource_id
    left join person p on p.person_id = a.principal_id left join directory_group g on g.group_id = a.principal_id
    where ${lostAssignments.where}) lost
  where :afterKey::text is null or lost.sort_key > :afterKey
  order by lost.sort_key limit :limit`)
