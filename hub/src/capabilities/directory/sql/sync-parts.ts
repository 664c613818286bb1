import { statement } from '../../../platform/database/statement.ts'
import type { Part } from '../sync/read/step.ts'

/** What is still to be read of a run, in the order in which it came up. */
export const partsAfter = statement<{ runId: string; after: number; limit: number }, Part>(`
  select part, resource, step, ids, link from sync_part where run_id = :runId and part > :after order by part limit :limit`)

export const partsLeft = statement<{ runId: string }, { resource: string; count: number; last: number }>(`
  select resource, count(*) as count, max(part) as last from sync_part where run_id = :runId group by resource`)

/** Each part's ids as PostgreSQL writes an array, since arrays of different lengths have no common one. */
export const addParts = statement<
  {
    runId: string
    parts: number[]
    resources: string[]
    steps: string[]
    ids: (string | null)[]
    links: (string | null)[]
  },
  unknown
>(`
  insert into sync_part (organisation_id, run_id, part, resource, step, ids, link)
  select acting_organisation(), :runId, p.part, p.resource, p.step, p.ids::uuid[], p.link
  from unnest(:parts::bigint[], :resources::text[], :steps::text[], :ids::text[], :links::text[]) as p (part, resource, step, ids, link)`)

export const movePart = statement<{ runId: string; parts: number[]; links: (string | null)[] }, unknown>(`
  update sync_part p set link = m.link from unnest(:parts::bigint[], :links::text[]) as m (part, link)
  where p.run_id = :runId and p.part = m.part`)

export const endParts = statement<{ runId: string; parts: number[] }, unknown>(`
  delete from sync_part where run_id = :runId and part = any (:parts::bigint[])`)

export const dropParts = statement<{ runId: string; resource: string | null }, unknown>(`
  delete from sync_part where run_id = :runId and (:resource::text is null or resource = :resource)`)

/** What some pages added to their resource; it has begun now if it had not. */
export const noteProgress = statement<
  {
    runId: string
    resource: string
    pages: number
    objects: number
    unreadable: number
    deltaLink: string | null
    at: Date
  },
  unknown
>(`
  update sync_run_resource set pages = pages + :pages, objects_read = objects_read + :objects, unreadable = unreadable + :unreadable,
    delta_link = coalesce(:deltaLink, delta_link), began_at = coalesce(began_at, :at),
    status = case status when 'waiting' then 'reading' else status end
  where run_id = :runId and resource = :resource`)

export const noteResourceUsage = statement<
  { runId: string; resource: string; requests: number; resourceUnits: number },
  unknown
>(`
  update sync_run_resource set requests = requests + :requests, resource_units = resource_units + :resourceUnits
  where run_id = :runId and resource = :resource`)

export const enterStage = statement<{ runId: string; resource: string; stage: number }, unknown>(`
  update sync_run_resource set stage = :stage where run_id = :runId and resource = :resource`)

/** Back to the start of a resource, as a whole read. */
export const restartResource = statement<
  { runId: string; resource: string; strategy: string; reason: string },
  unknown
>(`
  update sync_run_resource set mode = 'full', status = 'reading', strategy = :strategy, stage = 0, reason = :reason, delta_link = null,
    pages = 0, objects_read = 0, unreadable = 0
  where run_id = :runId and resource = :resource`)

/** What Microsoft refused although it is documented. */
export const noteRefusal = statement<{ connectionId: string; ability: string; at: Date }, unknown>(`
  insert into sync_refusal (organisation_id, connection_id, ability, refused_at)
  values (acting_organisation(), :connectionId, :ability, :at)
  on conflict (organisation_id, connection_id, ability) do update set refused_at = excluded.refused_at`)

export const refusalsSince = statement<{ connectionId: string; since: Date }, { ability: string }>(`
  select ability from sync_refusal where connection_id = :connectionId and refused_at > :since`)

/** Counts a transaction that staged pages; touches nothing where an earlier one is missing. */
export const countStaging = statement<{ runId: string; before: number }, unknown>(`
  update sync_run set stagings = stagings + 1 where run_id = :runId and stagings = :before`)

export const stagingsOf = statement<{ runId: string }, { stagings: number }>(`
  select stagings from sync_run where run_id = :runId`)

/** A lost page costs its reading again, and its link is lost with it: a crash of PostgreSQL takes both or neither. */
export const commitAtLeisure = statement<object, unknown>(`set local synchronous_commit = off`)
