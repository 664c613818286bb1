import { minutes } from '../../../../kernel/time.ts'
import type { SyncResource } from '../../facts/fact.ts'
import type { PlanReason } from './run-plan.ts'

export type Trigger = 'first_import' | 'schedule' | 'manual' | 'connection' | 'notification'

/** How far a resource had got: the delta link is null where Graph offers none. */
export interface Cursor {
  resource: SyncResource
  deltaLink: string | null
  readAt: Date
  /** somebody knows that it changed: not of this age */
  rereadAt: Date | null
}

/** What Graph tells no changes of is read whole, at most this often on schedule, and at every run that a person asks for. */
const rereadAfter = minutes(60)

/** Directory delta links live seven days (learn.microsoft.com/graph/delta-query-overview, "Token duration"); one day is left for safety. */
const deltaLinkLife = minutes(6 * 24 * 60)

/** Of what Microsoft allows to the application, this share at most goes into reading again what may not have changed. */
const rereadShare = 0.02

/** How long to leave a resource that is read whole, so that reading it again stays within its share of the units; in milliseconds. */
export const rereadInterval = (units: number, unitsPerSecond: number): number =>
  Math.max(rereadAfter, (units / (unitsPerSecond * rereadShare)) * 1_000)

export type Due =
  | { kind: 'changes'; from: string }
  | { kind: 'whole'; reason: PlanReason }
  | { kind: 'left'; dueAt: Date }

/** Whether a resource is read by a run, and from where. */
export function dueNow(
  { resource, tellsChanges, interval }: { resource: SyncResource; tellsChanges: boolean; interval: number },
  { trigger, cursors, now }: { trigger: Trigger; cursors: readonly Cursor[]; now: Date },
): Due {
  const cursor = cursors.find((one) => one.resource === resource)
  if (!cursor) return { kind: 'whole', reason: 'first_reading' }
  const age = now.getTime() - cursor.readAt.getTime()
  if (tellsChanges && cursor.deltaLink !== null)
    return age < deltaLinkLife
      ? { kind: 'changes', from: cursor.deltaLink }
      : { kind: 'whole', reason: 'bookmark_too_old' }
  const isAsked = trigger === 'manual' || trigger === 'first_import' || cursor.rereadAt !== null
  if (isAsked) return { kind: 'whole', reason: 'asked_for' }
  if (trigger === 'connection' || age >= interval) return { kind: 'whole', reason: 'no_changes_told' }
  return { kind: 'left', dueAt: new Date(cursor.readAt.getTime() + interval) }
}
