import type { Transaction } from '../../../operation/context.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'
import type { Fact, SyncResource } from '../facts/fact.ts'
import { facts } from '../facts/facts.ts'
import { clearUnmerged, fill, isUnfilled, merge, noteTouched } from '../facts/merge.ts'
import { edgesOn, endOrphans } from '../facts/orphans.ts'
import { gatherWords, roomForMerge } from '../facts/words.ts'
import { type CountedHow, keepCounts } from '../sql/counts.ts'
import { mergedAt } from '../sql/directory.ts'
import { cursorsOf, noteMerged, type ResourceRow, saveCursor } from '../sql/sync-runs.ts'
import { tellActivities } from './activities.ts'

/** Whether everything there is of a resource was seen, so that what was not seen is gone. */
export const isComplete = ({ mode, status, unreadable }: ResourceRow): boolean =>
  mode === 'full' && status === 'read' && unreadable === 0

/** A run's facts, made ready to be compared and applied within one transaction. */
export interface GatheredRun {
  resources: ReadonlyMap<SyncResource, ResourceRow>
  /** the facts to fill where nothing was, and those whose last words stand beside what is current (`wordsOf`) */
  how: ReadonlyMap<Fact, 'fill' | 'merge'>
  /** of the facts that were filled aside, how many rows each got */
  filled: ReadonlyMap<Fact, number>
}

interface Run {
  runId: string
  connectionId: string
}

/**
 * Gathers the last words of a run about each of its facts; what was never read before needs no comparing.
 * @param filled what has been filled aside (`fillAside`)
 */
export async function gatherRun(
  transaction: Transaction,
  run: Run,
  resources: readonly ResourceRow[],
  filled: ReadonlyMap<Fact, number> = new Map(),
): Promise<GatheredRun> {
  await transaction.run(roomForMerge, {})
  const fillable = new Set(await unfilledFacts(transaction, run))
  const byName = new Map(resources.map((row) => [row.resource, row]))
  const how = new Map<Fact, 'fill' | 'merge'>()
  for (const fact of facts) {
    const resource = byName.get(fact.resource)
    const isOfRun = resource !== undefined && (resource.objects_read > 0 || isComplete(resource))
    if (fillable.has(fact)) {
      if (!filled.has(fact)) await clearUnmerged(transaction, fact)
      if (isOfRun) how.set(fact, 'fill')
    } else if (isOfRun && ((await gatherWords(transaction, fact, run.runId)) > 0 || isComplete(resource)))
      how.set(fact, 'merge')
  }
  return { resources: byName, how, filled }
}

/** The facts of which nothing was ever read to its end, nor merged in part. */
export async function unfilledFacts(reader: Reader, { connectionId }: Pick<Run, 'connectionId'>): Promise<Fact[]> {
  const readBefore = new Set((await reader.rows(cursorsOf, { connectionId })).map(({ resource }) => resource))
  const unfilled: Fact[] = []
  for (const fact of facts) if (!readBefore.has(fact.resource) && (await isUnfilled(reader, fact))) unfilled.push(fact)
  return unfilled
}

/** The instant that a merge of now makes its own: later than every instant before. */
export async function instantAfterLast(reader: Reader, now: Date): Promise<Date> {
  const last = (await reader.first(mergedAt, {}))?.merged_at
  return new Date(Math.max(now.getTime(), (last?.getTime() ?? Number.NEGATIVE_INFINITY) + 1))
}

const takeInstant = statement<{ instant: Date }, { merged_at: Date }>(`
  insert into directory_state (organisation_id, merged_at) values (acting_organisation(), :instant)
  on conflict (organisation_id) do update set merged_at = excluded.merged_at
    where directory_state.merged_at is null or directory_state.merged_at < excluded.merged_at
  returning merged_at`)

/**
 * Makes what was gathered of a run true, all at one instant that is later than every instant before, together with the delta
 * links that follow from it. In the caller's transaction: a crash leaves the state before or after, never between.
 */
export async function applyRun(
  transaction: Transaction,
  run: Run & { readAt: Date; instant: Date },
  { resources, how, filled }: GatheredRun,
): Promise<void> {
  const { runId, instant } = run
  const params = { runId, instant }
  const before = await transaction.rows(cursorsOf, { connectionId: run.connectionId })
  for (const [fact, way] of how) {
    const resource = resources.get(fact.resource)
    const counts =
      way === 'fill'
        ? { created: filled.get(fact) ?? (await fill(transaction, fact, params)), changed: 0, ended: 0 }
        : await merge(transaction, fact, params, resource !== undefined && isComplete(resource))
    await transaction.run(noteMerged, { runId, resource: fact.resource, ...counts })
  }
  const counted = new Map<Fact, CountedHow>([...how].map(([fact, way]) => [fact, way === 'fill' ? 'whole' : 'touched']))
  const touched = new Set([...how.keys()].filter((fact) => how.get(fact) === 'merge'))
  for (const edge of edgesOn(how)) {
    // an entity's end may be all that a run heard of, and ends edges that it heard nothing about
    if (!how.has(edge)) {
      await noteTouched(transaction, edge)
      touched.add(edge)
    }
    const ended = await endOrphans(transaction, edge, params, touched.has(edge))
    if (ended > 0 && !how.has(edge)) counted.set(edge, 'touched')
  }
  if (!(await transaction.first(takeInstant, { instant }))) throw new Error('another merge took a later instant')
  for (const resource of resources.values()) {
    if (resource.status !== 'read' || resource.unreadable > 0) continue
    await transaction.run(saveCursor, {
      connectionId: run.connectionId,
      resource: resource.resource,
      deltaLink: resource.delta_link,
      readAt: run.readAt,
      beganAt: resource.began_at ?? run.readAt,
    })
  }
  await keepCounts(transaction, instant, counted)
  await tellActivities(transaction, params, touched, before)
  await discardStaged(transaction, runId)
}

export async function discardStaged(
  transaction: Pick<Transaction, 'run'>,
  runId: string,
  only?: readonly Fact[],
): Promise<void> {
  for (const { table } of only ?? facts)
    await transaction.run(
      statement<{ runId: string }, unknown>(`delete from staged_batch_${table} where run_id = :runId`),
      { runId },
    )
}
