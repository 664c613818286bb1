import type { ResourceRow, RunRow } from '../sql/sync-runs.ts'
import { explain } from '../sync/reasons.ts'
import { instant } from './person-of.ts'
import type { SyncRun } from './sync.ts'
import { syncPlanOf } from './sync-plan-of.ts'

const order = (row: ResourceRow) => row.resource

/** A run and its resources as callers see them; sums are made here, never stored. */
export function syncRunOf(
  run: RunRow,
  all: readonly ResourceRow[],
  now: Date,
  names: ReadonlyMap<string, string> = new Map(),
): SyncRun {
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? id))

  const resources = all.filter(({ run_id }) => run_id === run.run_id).sort((a, b) => order(a).localeCompare(order(b)))
  const sum = (of: 'objects_read' | 'created' | 'changed' | 'ended') =>
    resources.reduce((total, row) => total + row[of], 0)
  const until = run.ended_at ?? (run.status === 'running' ? now : null)
  return {
    id: run.run_id,
    connectionId: run.connection_id,
    trigger: run.trigger,
    requestedBy: nameOf(run.requested_by),
    status: run.status,
    reason: run.reason,
    explanation:
      run.status === 'completed'
        ? null
        : run.status === 'held' && run.detail
          ? `${explain(run.reason)} ${run.detail}.`
          : explain(run.reason),
    startedAt: run.started_at.toISOString(),
    endedAt: instant(run.ended_at),
    mergedAt: instant(run.merged_at),
    durationSeconds: until === null ? null : Math.max(0, (until.getTime() - run.started_at.getTime()) / 1_000),
    objectsRead: sum('objects_read'),
    created: sum('created'),
    changed: sum('changed'),
    ended: sum('ended'),
    requests: run.requests,
    resourceUnits: run.resource_units,
    throttledSeconds: run.throttled_ms / 1_000,
    retries: run.retries,
    decidedBy: nameOf(run.decided_by),
    plan: run.plan && syncPlanOf(run.plan),
    resources: resources.map((row) => {
      const reason = row.reason ?? (row.unreadable > 0 ? 'unreadable_objects' : null)
      return {
        resource: row.resource,
        mode: row.mode,
        status: row.status,
        reason,
        explanation: explain(reason),
        pages: row.pages,
        objectsRead: row.objects_read,
        expected: row.expected,
        unreadable: row.unreadable,
        created: row.created,
        changed: row.changed,
        ended: row.ended,
        strategy: row.strategy,
        requests: row.requests,
        resourceUnits: row.resource_units,
        seconds: secondsBetween(row.began_at, row.ended_at),
        planned: plannedOf(row),
      }
    }),
  }
}

const secondsBetween = (from: Date | null, to: Date | null): number | null =>
  from === null || to === null ? null : Math.max(0, (to.getTime() - from.getTime()) / 1_000)

const plannedOf = (row: ResourceRow) =>
  row.expected_requests === null || row.expected_units === null || row.expected_seconds === null
    ? null
    : {
        requests: row.expected_requests,
        units: row.expected_units,
        seconds: Math.round(row.expected_seconds * 10) / 10,
      }
