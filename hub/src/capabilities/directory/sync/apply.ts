import type { Transaction } from '../../../operation/context.ts'
import { statement } from '../../../platform/database/statement.ts'
import type { Fact } from '../facts/fact.ts'
import { facts } from '../facts/facts.ts'
import { merge } from '../facts/merge.ts'
import { cursorsOf, noteMerged, type ResourceRow, saveCursor } from '../sql/sync-runs.ts'
import { tellActivities } from './activities.ts'

/** Whether everything there is of a resource was seen, so that what was not seen is gone. */
export const isComplete = ({ mode, status, unreadable }: ResourceRow): boolean =>
  mode === 'full' && status === 'read' && unreadable === 0

const nextInstant = statement<{ now: Date }, { instant: Date }>(`
  insert into directory_state (organisation_id, merged_at) values (acting_organisation(), :now)
  on conflict (organisation_id) do update
    set merged_at = greatest(excluded.merged_at, directory_state.merged_at + interval '1 millisecond')
  returning merged_at as instant`)

/**
 * Makes a run's staged rows true, all at one instant that is later than every instant before, together with the delta
 * links that follow from them. In the caller's transaction: a crash leaves the state before or after, never between.
 */
export async function applyRun(
  transaction: Transaction,
  run: { runId: string; connectionId: string; readAt: Date },
  resources: readonly ResourceRow[],
): Promise<Date> {
  const state = await transaction.first(nextInstant, { now: run.readAt })
  if (!state) throw new Error('directory_state gave no instant')
  const params = { runId: run.runId, instant: state.instant }
  const before = await transaction.rows(cursorsOf, { connectionId: run.connectionId })
  const byName = new Map(resources.map((row) => [row.resource, row]))
  for (const fact of facts) {
    const resource = byName.get(fact.resource)
    if (!resource || (resource.objects_read === 0 && !isComplete(resource))) continue
    const counts = await merge(transaction, fact, params, isComplete(resource))
    await transaction.run(noteMerged, { runId: run.runId, resource: fact.resource, ...counts })
  }
  for (const orphaned of orphanedEdges) await transaction.run(orphaned, params)
  for (const resource of resources) {
    if (resource.status !== 'read' || resource.unreadable > 0) continue
    await transaction.run(saveCursor, {
      connectionId: run.connectionId,
      resource: resource.resource,
      deltaLink: resource.delta_link,
      readAt: run.readAt,
    })
  }
  await tellActivities(transaction, params, new Set(before.map(({ resource }) => resource)))
  await discardStaged(transaction, run.runId)
  return state.instant
}

export async function discardStaged(
  transaction: Pick<Transaction, 'run'>,
  runId: string,
  only?: readonly Fact[],
): Promise<void> {
  for (const { table } of only ?? facts)
    await transaction.run(statement<{ runId: string }, unknown>(`delete from staged_${table} where run_id = :runId`), {
      runId,
    })
}

/** What hung on an entity that this run ended is ended with it, should Graph not say so itself. */
const orphanedEdges = (
  [
    ['person_manager', 'person_id', 'person', 'manager_id'],
    ['group_member', 'group_id', 'directory_group', 'member_id, member_type'],
    ['group_owner', 'group_id', 'directory_group', 'owner_id, owner_type'],
    ['service_principal_owner', 'service_principal_id', 'service_principal', 'owner_id, owner_type'],
    ['administrative_unit_member', 'administrative_unit_id', 'administrative_unit', 'member_id, member_type'],
  ] as const
).map(([edge, key, entity, rest]) =>
  statement<{ runId: string; instant: Date }, unknown>(`
    with gone as (
      delete from ${edge} e using ${entity} n
      where n.${key} = e.${key} and n.opened_by = :runId and n.valid_from = :instant and n.presence = 'deleted'
      returning e.${key}, ${rest
        .split(', ')
        .map((column) => `e.${column}`)
        .join(', ')}, e.valid_from, e.opened_by)
    insert into ${edge}_history (organisation_id, ${key}, ${rest}, valid_from, opened_by, valid_to, closed_by)
    select acting_organisation(), ${key}, ${rest}, valid_from, opened_by, :instant, :runId from gone`),
)
