import type { ResourceRow, RunRow } from '../sql/sync-runs.ts'
import { applyRun, discardStaged, gatherRun, instantAfterLast, unfilledFacts } from './apply.ts'
import { endFailed, endHeld, endMerged } from './endings.ts'
import { fillAside } from './fill-aside.ts'
import { type Losses, listLosses, lossesOf, tooManyLost } from './guard.ts'
import type { Fenced, SyncParts } from './run-sync.ts'
import type { PurgeGuardSettings } from './source.ts'

/**
 * Merges what was read, or holds the run for a person where it would take too much away, or ends it where nothing came.
 * @returns the tables that were written in bulk
 */
export async function conclude(
  parts: SyncParts,
  { organisationId, connectionId }: { organisationId: string; connectionId: string },
  fenced: Fenced,
  guard: PurgeGuardSettings,
  { run, isFirst }: { run: RunRow; isFirst: boolean },
  resources: ResourceRow[],
): Promise<string[]> {
  const runId = run.run_id
  const failed = resources.filter((row) => row.status !== 'read' || row.unreadable > 0)
  const now = parts.clock.now()
  const ending = { connectionId, runId, at: now }
  const nothingCame = resources.length > 0 && resources.every((row) => row.status !== 'read' && row.objects_read === 0)
  if (nothingCame) {
    await fenced(async (transaction) => {
      await endFailed(parts, transaction, ending, { reason: failed[0]?.reason ?? 'internal', detail: null })
      await discardStaged(transaction, runId)
    })
    return []
  }
  const ids = { runId, connectionId }
  const { instant, unfilled } = await parts.database.read({ organisationId }, async (reader) => ({
    instant: await instantAfterLast(reader, now),
    unfilled: await unfilledFacts(reader, ids),
  }))
  const came = new Set(resources.filter(({ objects_read }) => objects_read > 0).map(({ resource }) => resource))
  const filled = await fillAside(
    fenced,
    { runId, instant },
    unfilled.filter(({ resource }) => came.has(resource)),
  )
  const merged = await fenced(async (transaction) => {
    const gathered = await gatherRun(transaction, ids, resources, filled)
    const tooMany = isFirst ? [] : tooManyLost(await lossesOf(transaction, gathered, now), guard)
    if (tooMany.length > 0) {
      await listLosses(transaction, gathered, runId)
      await endHeld(parts, transaction, ending, `It would take away ${tooMany.map(inWords).join('; ')}`)
      return false
    }
    await applyRun(transaction, { ...ids, readAt: now, instant }, gathered)
    await endMerged(parts, transaction, { ...ending, at: parts.clock.now() }, { instant, isFirst, failed })
    return true
  })
  const written = [...filled.keys()].map(({ table }) => table)
  if (!merged) return written
  const read = resources.filter(({ status }) => status === 'read').map(({ resource }) => resource)
  await parts.source.note(organisationId, connectionId, { kind: 'read', resources: read })
  return written
}

const inWords = ({ kind, now, before, of }: Losses): string =>
  `${now} of ${of} ${kind}${before > 0 ? `, after ${before} within the last 24 hours` : ''}`
