import type { NewId } from '../../../kernel/ids.ts'
import type { Transaction } from '../../../operation/context.ts'
import type { AuditOwnDeed } from '../../../operation/ports.ts'
import { events } from '../events.ts'
import { insertActivity } from '../sql/activities.ts'
import { countsAsOf } from '../sql/counts.ts'
import { endRun, type ResourceRow } from '../sql/sync-runs.ts'
import { explain } from './reasons.ts'

/** How a run ended: kept with the run, told in the stream of activities, audited, and put on the outbox, all at once. */
export interface Ending {
  connectionId: string
  runId: string
  at: Date
}

interface Parts {
  newId: NewId
  auditOwnDeed: AuditOwnDeed
}

/** Its changes are true as of `instant`; what could not be read is named. */
export async function endMerged(
  parts: Parts,
  transaction: Transaction,
  ending: Ending,
  merged: { instant: Date; isFirst: boolean; failed: readonly ResourceRow[] },
): Promise<void> {
  const { connectionId, runId, at } = ending
  const { instant, isFirst, failed } = merged
  await transaction.run(endRun, {
    runId,
    status: failed.length > 0 ? 'incomplete' : 'completed',
    reason: failed[0]?.reason ?? null,
    detail: failed.length > 0 ? failed.map(({ resource }) => resource).join(', ') : null,
    endedAt: at,
    mergedAt: instant,
    decidedBy: null,
  })
  await transaction.emit(events.syncMerged({ connectionId, runId, at: instant.toISOString() }))
  await audit(parts, transaction, ending, 'done', failed[0]?.reason ?? undefined, {
    mergedAt: instant.toISOString(),
    unread: failed.map(({ resource }) => resource),
  })
  if (!isFirst) return
  const counts = await countsAsOf(transaction, instant)
  const said =
    counts &&
    `${counts.people} people, ${counts.groups} groups with ${counts.memberships} memberships, ${counts.applications} applications with ${counts.assignments} assignments`
  await tell(parts, transaction, { ...ending, at: instant }, 'directory.imported', said ?? null)
}

/** It would take too much away: it stays, unmerged, until a person decides. */
export async function endHeld(parts: Parts, transaction: Transaction, ending: Ending, detail: string): Promise<void> {
  const { connectionId, runId } = ending
  await transaction.run(endRun, {
    runId,
    status: 'held',
    reason: 'too_many_lost',
    detail,
    endedAt: null,
    mergedAt: null,
    decidedBy: null,
  })
  await transaction.emit(events.syncHeld({ connectionId, runId, detail }))
  await tell(parts, transaction, ending, 'sync.held', detail)
  await audit(parts, transaction, ending, 'refused', 'too_many_lost', { detail })
}

/** Nothing could be read, or the connection was closed under it. */
export async function endFailed(
  parts: Parts,
  transaction: Transaction,
  ending: Ending,
  why: { reason: string; detail: string | null },
): Promise<void> {
  const { connectionId, runId, at } = ending
  await transaction.run(endRun, { runId, status: 'failed', ...why, endedAt: at, mergedAt: null, decidedBy: null })
  await transaction.emit(events.syncFailed({ connectionId, runId, reason: why.reason }))
  await tell(parts, transaction, ending, 'sync.failed', why.detail ?? explain(why.reason))
  await audit(parts, transaction, ending, 'failed', why.reason, {})
}

const audit = (
  parts: Parts,
  transaction: Transaction,
  { connectionId, runId }: Ending,
  outcome: 'done' | 'refused' | 'failed',
  reason: string | undefined,
  facts: Record<string, string | readonly string[]>,
): Promise<void> =>
  parts.auditOwnDeed(transaction, {
    operation: 'directory.sync',
    subject: { type: 'connection', id: connectionId },
    outcome,
    reason,
    facts: { runId, ...facts },
  })

/** A line about the run itself in the stream of activities. */
async function tell(
  parts: Parts,
  transaction: Transaction,
  { runId, at }: Ending,
  kind: string,
  said: string | null,
): Promise<void> {
  await transaction.run(insertActivity, {
    id: parts.newId(),
    at,
    runId,
    kind,
    subjectType: 'sync-run',
    subjectId: runId,
    subjectName: 'Sync',
    objectName: said,
  })
}
