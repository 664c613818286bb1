import { statement } from '../../../platform/database/statement.ts'
import type { SyncResource } from '../facts/fact.ts'
import type { Trigger } from '../sync/plan/rota.ts'
import type { RunPlan } from '../sync/plan/run-plan.ts'
import type { StrategyName } from '../sync/read/strategy.ts'

export interface RunRow {
  run_id: string
  connection_id: string
  trigger: Trigger
  requested_by: string | null
  status: 'running' | 'completed' | 'incomplete' | 'held' | 'refused' | 'failed'
  reason: string | null
  detail: string | null
  started_at: Date
  ended_at: Date | null
  merged_at: Date | null
  requests: number
  resource_units: number
  throttled_ms: number
  retries: number
  decided_by: string | null
  plan: RunPlan | null
}

export interface ResourceRow {
  run_id: string
  resource: SyncResource
  mode: 'full' | 'delta' | 'latest'
  status: 'waiting' | 'reading' | 'read' | 'failed' | 'skipped'
  reason: string | null
  strategy: StrategyName | null
  stage: number
  delta_link: string | null
  pages: number
  objects_read: number
  unreadable: number
  expected: number | null
  created: number
  changed: number
  ended: number
  requests: number
  resource_units: number
  expected_requests: number | null
  expected_units: number | null
  expected_seconds: number | null
  began_at: Date | null
  ended_at: Date | null
}

const runColumns = `run_id, connection_id, trigger, requested_by, status, reason, detail, started_at, ended_at, merged_at,
  requests, resource_units, throttled_ms, retries, decided_by, plan`

/** The run that is under way, or waits for a person. */
export const openRun = statement<{ connectionId: string }, RunRow>(`
  select ${runColumns} from sync_run where connection_id = :connectionId and status in ('running', 'held')`)

export const runById = statement<{ runId: string }, RunRow>(`select ${runColumns} from sync_run where run_id = :runId`)

/** The same for whoever decides about it: of two who decide at once, the second waits and then sees what the first did. */
export const runToDecide = statement<{ runId: string }, RunRow>(`
  select ${runColumns} from sync_run where run_id = :runId for update`)

export const lastMergedRun = statement<{ connectionId: string }, { run_id: string; merged_at: Date }>(`
  select run_id, merged_at from sync_run where connection_id = :connectionId and merged_at is not null
  order by merged_at desc limit 1`)

export const listRuns = statement<
  {
    connectionId: string | null
    status: string | null
    beforeStarted: Date | null
    beforeId: string | null
    limit: number
  },
  RunRow
>(`
  select ${runColumns} from sync_run
  where (:connectionId::uuid is null or connection_id = :connectionId)
    and (:status::text is null or status = :status)
    and (:beforeStarted::timestamptz is null or (started_at, run_id) < (:beforeStarted, :beforeId::uuid))
  order by started_at desc, run_id desc limit :limit`)

/** what `listRuns` takes for the newest run alone */
export const newest = { status: null, beforeStarted: null, beforeId: null, limit: 1 }

export const insertRun = statement<
  { runId: string; connectionId: string; trigger: string; requestedBy: string | null; startedAt: Date },
  unknown
>(`
  insert into sync_run (organisation_id, run_id, connection_id, trigger, requested_by, status, started_at)
  values (acting_organisation(), :runId, :connectionId, :trigger, :requestedBy, 'running', :startedAt)`)

export const endRun = statement<
  {
    runId: string
    status: string
    reason: string | null
    detail: string | null
    endedAt: Date | null
    mergedAt: Date | null
    decidedBy: string | null
  },
  unknown
>(`
  update sync_run set status = :status, reason = :reason, detail = :detail, ended_at = :endedAt,
    merged_at = coalesce(:mergedAt, merged_at), decided_by = coalesce(:decidedBy, decided_by)
  where run_id = :runId`)

export const noteUsage = statement<
  { runId: string; requests: number; resourceUnits: number; throttledMs: number; retries: number },
  unknown
>(`
  update sync_run set requests = requests + :requests, resource_units = resource_units + :resourceUnits,
    throttled_ms = throttled_ms + :throttledMs, retries = retries + :retries
  where run_id = :runId`)

export const keepPlan = statement<{ runId: string; plan: string }, unknown>(`
  update sync_run set plan = :plan::jsonb where run_id = :runId`)

export const insertResource = statement<
  {
    runId: string
    resource: string
    mode: string
    strategy: string
    from: string | null
    expected: number | null
    requests: number | null
    units: number | null
    seconds: number | null
  },
  unknown
>(`
  insert into sync_run_resource (organisation_id, run_id, resource, mode, status, strategy, delta_link, expected,
    expected_requests, expected_units, expected_seconds)
  values (acting_organisation(), :runId, :resource, :mode, 'waiting', :strategy, :from, :expected, :requests, :units, :seconds)`)

export const runResources = statement<{ runIds: string[] }, ResourceRow>(`
  select run_id, resource, mode, status, reason, strategy, stage, delta_link, pages, objects_read, unreadable, expected,
    created, changed, ended, requests, resource_units, expected_requests, expected_units, expected_seconds, began_at, ended_at
  from sync_run_resource where run_id = any (:runIds)`)

export const endResource = statement<
  { runId: string; resource: string; status: 'read' | 'failed'; reason: string | null; at: Date },
  unknown
>(`
  update sync_run_resource set status = :status, reason = coalesce(:reason, reason), ended_at = :at where run_id = :runId and resource = :resource`)

export const noteMerged = statement<
  { runId: string; resource: string; created: number; changed: number; ended: number },
  unknown
>(`
  update sync_run_resource set created = created + :created, changed = changed + :changed, ended = ended + :ended
  where run_id = :runId and resource = :resource`)

export const cursorsOf = statement<
  { connectionId: string },
  { resource: SyncResource; delta_link: string | null; read_at: Date; reread_at: Date | null }
>(`
  select resource, delta_link, read_at, reread_at from sync_cursor where connection_id = :connectionId`)

export const saveCursor = statement<
  { connectionId: string; resource: string; deltaLink: string | null; readAt: Date; beganAt: Date },
  unknown
>(`
  insert into sync_cursor (organisation_id, connection_id, resource, delta_link, read_at)
  values (acting_organisation(), :connectionId, :resource, :deltaLink, :readAt)
  on conflict (organisation_id, connection_id, resource) do update
    set delta_link = excluded.delta_link, read_at = excluded.read_at,
      -- what was asked for while this was being read is still owed
      reread_at = case when sync_cursor.reread_at > :beganAt then sync_cursor.reread_at end`)

/** Has what Microsoft tells no changes of read again at the next run, whatever its age. */
export const rereadSoon = statement<{ connectionId: string; resources: string[]; at: Date }, unknown>(`
  update sync_cursor set reread_at = :at where connection_id = :connectionId and resource = any (:resources)`)
