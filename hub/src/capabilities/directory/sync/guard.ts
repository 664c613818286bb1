import { days } from '../../../kernel/time.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'
import { lostAssignments, lostMemberships, lostPeople, stagedWords } from '../sql/losses.ts'
import type { PurgeGuardSettings } from './source.ts'

/** What a run would take away of one kind of thing. */
export interface Losses {
  kind: 'people' | 'memberships' | 'assignments'
  /** by this run */
  now: number
  /** within the last 24 hours before it, since the last time that a person confirmed */
  before: number
  /** how many there were before all of these losses */
  of: number
}

/** Which kinds lose more than max(atLeast, percent %) within 24 hours. Empty where the run may go on. */
export const tooManyLost = (losses: readonly Losses[], { atLeast, percent }: PurgeGuardSettings): Losses[] =>
  losses.filter(({ now, before, of }) => now > 0 && now + before > Math.max(atLeast, (of * percent) / 100))

interface Params {
  runId: string
  since: Date
  peopleComplete: boolean
  groupsComplete: boolean
  assignmentsComplete: boolean
}

interface Row {
  people_now: number
  people_before: number
  people_of: number
  memberships_now: number
  memberships_before: number
  memberships_of: number
  assignments_now: number
  assignments_before: number
  assignments_of: number
}

const countLosses = statement<Params, Row>(`
  with ${stagedWords}
  select
    (select count(*) from ${lostPeople.from} where ${lostPeople.where}) as people_now,
    (select count(distinct h.person_id) from person_history h join person p on p.person_id = h.person_id
      where h.valid_to > :since and h.presence = 'present' and p.presence <> 'present') as people_before,
    (select count(*) from person where presence = 'present') as people_of,
    (select count(*) from ${lostMemberships.from} where ${lostMemberships.where}) as memberships_now,
    (select count(*) from group_member_history h where h.valid_to > :since
      and not exists (select from group_member m where m.group_id = h.group_id and m.member_id = h.member_id)) as memberships_before,
    (select count(*) from group_member) as memberships_of,
    (select count(*) from ${lostAssignments.from} where ${lostAssignments.where}) as assignments_now,
    (select count(*) from app_role_assignment_history h where h.valid_to > :since
      and not exists (select from app_role_assignment a where a.assignment_id = h.assignment_id)) as assignments_before,
    (select count(*) from app_role_assignment) as assignments_of`)

const confirmedAt = statement<object, { losses_confirmed_at: Date | null }>(
  `select losses_confirmed_at from directory_state`,
)

/** Counts what a run's staged rows would take away, beside what was lost in the 24 hours before. */
export async function lossesOf(
  reader: Reader,
  run: { runId: string; now: Date; complete: { people: boolean; groups: boolean; assignments: boolean } },
): Promise<Losses[]> {
  const state = await reader.first(confirmedAt, {})
  const since = new Date(Math.max(run.now.getTime() - days(1), state?.losses_confirmed_at?.getTime() ?? 0))
  const row = await reader.first(countLosses, {
    runId: run.runId,
    since,
    peopleComplete: run.complete.people,
    groupsComplete: run.complete.groups,
    assignmentsComplete: run.complete.assignments,
  })
  if (!row) return []
  return [
    { kind: 'people', now: row.people_now, before: row.people_before, of: row.people_of + row.people_before },
    {
      kind: 'memberships',
      now: row.memberships_now,
      before: row.memberships_before,
      of: row.memberships_of + row.memberships_before,
    },
    {
      kind: 'assignments',
      now: row.assignments_now,
      before: row.assignments_before,
      of: row.assignments_of + row.assignments_before,
    },
  ]
}
