import { statement } from '../../../platform/database/statement.ts'
import type { SyncResource } from '../facts/fact.ts'

export interface RunRow {
  run_id: string
  connection_id: string
  trigger: 'first_import' | 'schedule' | 'manual' | 'connection' | 'notification'
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
}

export interface ResourceRow {
  run_id: string
  resource: SyncResource
  mode: 'full' | 'delta' | 'latest'
  status: 'waiting' | 'reading' | 'read' | 'failed' | 'skipped'
  reason: string | null
  next_link: string | null
  delta_link: string | null
  pages: number
  objects_read: number
  unreadable: number
  expected: number | null
  created: number
  changed: number
  ended: number
}

const runColumns = `run_id, connection_id, trigger, requested_by, status, reason, detail, started_at, ended_at, merged_at,
  requests, resource_units, throttled_ms, retries, decided_by`

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

export const insertResource = statement<
  { runId: string; resource: string; mode: string; from: string | null; expected: number | null },
  unknown
>(`
  insert into sync_run_resource (organisation_id, run_id, resource, mode, status, next_link, expected)
  values (acting_organisation(), :runId, :resource, :mode, 'waiting', :from, :expected)`)

export const runResources = statement<{ runIds: string[] }, ResourceRow>(`
  select run_id, resource, mode, status, reason, next_link, delta_link, pages, objects_read, unreadable, expected, created, changed, ended
  from sync_run_resource where run_id = any (:runIds)`)

export const noteBatch = statement<
  {
    runId: string
    resource: string
    objects: number
    unreadable: number
    nextLink: string | null
    deltaLink: string | null
    status: string
  },
  unknown
>(`
  update sync_run_resource set pages = pages + 1, objects_read = objects_read + :objects, unreadable = unreadable + :unreadable,
    next_link = :nextLink, delta_link = coalesce(:deltaLink, delta_link), status = :status
  where run_id = :runId and resource = :resource`)

export const endResource = statement<
  { runId: string; resource: string; status: string; reason: string | null },
  unknown
>(`
  update sync_run_resource set status = :status, reason = :reason where run_id = :runId and resource = :resource`)

/** Back to the start of a resource, as a whole read: its delta link or a page link was of no use any more. */
export const restartResource = statement<{ runId: string; resource: string; reason: string }, unknown>(`
  update sync_run_resource set mode = 'full', status = 'reading', reason = :reason, next_link = null, delta_link = null,
    pages = 0, objects_read = 0, unreadable = 0
  where run_id = :runId and resource = :resource`)

export const noteMerged = statement<
  { runId: string; resource: string; created: number; changed: number; ended: number },
  unknown
>(`
  update sync_run_resource set created = created + :created, changed = changed + :changed, ended = ended + :ended
  where run_id = :runId and resource = :resource`)

export const cursorsOf = statement<
  { connectionId: string },
  { resource: SyncResource; delta_link: string | null; read_at: Date }
>(`
  select resource, delta_link, read_at from sync_cursor where connection_id = :connectionId`)

export const saveCursor = statement<
  { connectionId: string; resource: string; deltaLink: string | null; readAt: Date },
  unknown
>(`
  insert into sync_cursor (organisation_id, connection_id, resource, delta_link, read_at)
  values (acting_organisation(), :connectionId, :resource, :deltaLink, :readAt)
  on conflict (organisation_id, connection_id, resource) do update
    set delta_link = excluded.delta_link, read_at = excluded.read_at`)

export const expectObjects = statement<{ runId: string; resource: string; expected: number }, unknown>(`
  update sync_run_resource set expected = :expected where run_id = :runId and resource = :resource`)
