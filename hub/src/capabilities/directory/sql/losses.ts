import { statement } from '../../../platform/database/statement.ts'
import { appRoleAssignment, directoryGroup, groupMember, person } from '../facts/facts.ts'
import { wordsOf } from '../facts/words.ts'

/** What a run takes away of one kind of thing, told once: what the purge guard counts is what a person is shown. */
interface Lost {
  /** after FROM: what Microsoft said is gone */
  said: string
  /** after FROM: what a complete reading left out */
  silent: string
}

const words = {
  person: wordsOf(person),
  group: wordsOf(directoryGroup),
  member: wordsOf(groupMember),
  assignment: wordsOf(appRoleAssignment),
}

const lostPeople: Lost = {
  said: `${words.person} w join person p using (person_id) where p.presence = 'present' and w.removed in ('changed', 'deleted')`,
  silent: `person p where p.presence = 'present' and not exists (select from ${words.person} w where w.person_id = p.person_id)`,
}

const lostMemberships: Lost = {
  said: `${words.member} w join group_member m using (group_id, member_id) where w.removed = 'deleted'`,
  silent: `group_member m where not exists (select from ${words.member} w where w.group_id = m.group_id and w.member_id = m.member_id)`,
}

/** With a group that is gone go its memberships, unless Microsoft said so of each. */
const lostWithGroup = `${words.group} g join group_member m using (group_id) where g.removed in ('changed', 'deleted')
  and not exists (select from ${words.member} w where w.group_id = m.group_id and w.member_id = m.member_id and w.removed = 'deleted')`

/** The same beside a complete reading, where silence has been counted already. */
const lostWithGroupBesideSilence = `${lostWithGroup}
  and exists (select from ${words.member} w where w.group_id = m.group_id and w.member_id = m.member_id)`

const lostAssignments: Pick<Lost, 'silent'> = {
  silent: `app_role_assignment a where not exists (select from ${words.assignment} w where w.assignment_id = a.assignment_id)`,
}

/** Where to read what a run takes away; the words that are not gathered are not asked for. */
export interface LossSources {
  people: readonly string[]
  memberships: readonly string[]
  assignments: readonly string[]
}

/** @param gathered which words stand ready; @param complete of what silence means loss */
export function lossSources(
  gathered: { people: boolean; groups: boolean; members: boolean; assignments: boolean },
  complete: { people: boolean; groups: boolean; assignments: boolean },
): LossSources {
  const silentMembers = gathered.members && complete.groups
  return {
    people: gathered.people ? [lostPeople.said, ...(complete.people ? [lostPeople.silent] : [])] : [],
    memberships: [
      ...(gathered.members ? [lostMemberships.said] : []),
      ...(silentMembers ? [lostMemberships.silent] : []),
      ...(gathered.groups && gathered.members ? [silentMembers ? lostWithGroupBesideSilence : lostWithGroup] : []),
      ...(gathered.groups && !gathered.members
        ? [`${words.group} g join group_member m using (group_id) where g.removed in ('changed', 'deleted')`]
        : []),
    ],
    assignments: gathered.assignments && complete.assignments ? [lostAssignments.silent] : [],
  }
}

export const countLost = (source: string) => statement<object, { count: number }>(`select count(*) from ${source}`)

/** What was lost in the time before, and is not back. */
export const lostBefore = {
  people: statement<{ since: Date }, { count: number }>(`
    select count(distinct h.person_id) from person_history h join person p on p.person_id = h.person_id
    where h.valid_to > :since and h.presence = 'present' and p.presence <> 'present'`),
  memberships: statement<{ since: Date }, { count: number }>(`
    select count(*) from group_member_history h where h.valid_to > :since
      and not exists (select from group_member m where m.group_id = h.group_id and m.member_id = h.member_id)`),
  assignments: statement<{ since: Date }, { count: number }>(`
    select count(*) from app_role_assignment_history h where h.valid_to > :since
      and not exists (select from app_role_assignment a where a.assignment_id = h.assignment_id)`),
} as const

const keep = (select: string) =>
  statement<{ runId: string }, unknown>(`
    insert into sync_run_loss (organisation_id, run_id, sort_key, kind, id, name, detail)
    select acting_organisation(), :runId, ${select}
    on conflict do nothing`)

/** Keeps what a held run would take away, in the order of kinds and names, for the person who decides. */
export const keepLosses = {
  people: (source: string) =>
    keep(`'1 ' || p.sort_name || ' ' || p.person_id, 'person', p.person_id::text, p.display_name,
      ${source === lostPeople.silent ? `'would be absent: Microsoft no longer names them'` : `'would be deleted'`}
      from ${source}`),
  memberships: (source: string) =>
    keep(`'2 ' || coalesce(d.sort_name, '') || ' ' || l.group_id || ' ' || l.member_id, 'membership', l.group_id || ' ' || l.member_id,
      coalesce(p.display_name, n.display_name), 'would leave ' || coalesce(d.display_name, l.group_id::text)
      from (select m.group_id, m.member_id from ${source}) l
      left join directory_group d on d.group_id = l.group_id
      left join person p on p.person_id = l.member_id left join directory_group n on n.group_id = l.member_id`),
  assignments: (source: string) =>
    keep(`'3 ' || coalesce(s.sort_name, '') || ' ' || l.assignment_id, 'assignment', l.assignment_id,
      coalesce(p.display_name, d.display_name), 'would lose ' || coalesce(s.display_name, l.resource_id::text)
      from (select a.assignment_id, a.resource_id, a.principal_id from ${source}) l
      left join service_principal s on s.service_principal_id = l.resource_id
      left join person p on p.person_id = l.principal_id left join directory_group d on d.group_id = l.principal_id`),
} as const
