import { days } from '../../../kernel/time.ts'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'
import { appRoleAssignment, directoryGroup, groupMember, person } from '../facts/facts.ts'
import { countsAsOf } from '../sql/counts.ts'
import { countLost, keepLosses, type LossSources, lossSources, lostBefore } from '../sql/losses.ts'
import { type GatheredRun, isComplete } from './apply.ts'
import type { PurgeGuardSettings } from './source.ts'

const kinds = ['people', 'memberships', 'assignments'] as const

/** What a run would take away of one kind of thing. */
export interface Losses {
  kind: (typeof kinds)[number]
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

const directoryState = statement<object, { merged_at: Date | null; losses_confirmed_at: Date | null }>(
  `select merged_at, losses_confirmed_at from directory_state`,
)

/** Counts what a gathered run would take away, beside what was lost in the 24 hours before. */
export async function lossesOf(reader: Reader, gathered: GatheredRun, now: Date): Promise<Losses[]> {
  const state = await reader.first(directoryState, {})
  const since = new Date(Math.max(now.getTime() - days(1), state?.losses_confirmed_at?.getTime() ?? 0))
  const counts = state?.merged_at ? await countsAsOf(reader, state.merged_at) : undefined
  const sources = sourcesOf(gathered)
  const losses: Losses[] = []
  for (const kind of kinds) {
    let lost = 0
    for (const source of sources[kind]) lost += (await reader.first(countLost(source), {}))?.count ?? 0
    const before = (await reader.first(lostBefore[kind], { since }))?.count ?? 0
    losses.push({ kind, now: lost, before, of: (counts?.[kind] ?? 0) + before })
  }
  return losses
}

/** Keeps the list of what a run would take away for the person who decides about it. */
export async function listLosses(writer: Writer, gathered: GatheredRun, runId: string): Promise<void> {
  const sources = sourcesOf(gathered)
  for (const kind of kinds) for (const source of sources[kind]) await writer.run(keepLosses[kind](source), { runId })
}

function sourcesOf({ how, resources }: GatheredRun): LossSources {
  const complete = (resource: 'users' | 'groups' | 'appRoleAssignments') => {
    const row = resources.get(resource)
    return row !== undefined && isComplete(row)
  }
  return lossSources(
    {
      people: how.get(person) === 'merge',
      groups: how.get(directoryGroup) === 'merge',
      members: how.get(groupMember) === 'merge',
      assignments: how.get(appRoleAssignment) === 'merge',
    },
    { people: complete('users'), groups: complete('groups'), assignments: complete('appRoleAssignments') },
  )
}
