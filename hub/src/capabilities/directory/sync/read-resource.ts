import { AtriumError } from '../../../kernel/errors.ts'
import type { Clock } from '../../../kernel/time.ts'
import { DeltaExpired, type GraphClient, LinkRefused } from '../../../microsoft/index.ts'
import type { Transaction } from '../../../operation/context.ts'
import { wakeStreams } from '../../../platform/outbox/outbox.ts'
import { stage } from '../facts/stage.ts'
import { noteBatch, noteUsage, type ResourceRow, restartResource } from '../sql/sync-runs.ts'
import { discardStaged } from './apply.ts'
import { keepLatest } from './latest-values.ts'
import type { Batch, ResourceReader } from './resources.ts'

/** What reading a resource needs of the run that it belongs to. */
export interface Reading {
  runId: string
  signal: AbortSignal
  clock: Clock
  /** a transaction that fails once the run's lease is lost, so that a worker paused past its lease cannot write */
  fenced<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /** what talking with Microsoft has cost since this was last asked */
  usageSince(): { requests: number; resourceUnits: number; throttledMs: number; retries: number }
}

/**
 * Reads one resource to its end into the run's staging rows; each page is staged together with the link that goes on
 * after it. A link that Microsoft has forgotten means reading the whole again, at most once in a run.
 *
 * @throws GraphFailure, CredentialRefused, the signal's reason: the resource is then incomplete
 */
export async function readResource(
  reading: Reading,
  reader: ResourceReader,
  row: ResourceRow,
  { graph, roles }: { graph: GraphClient; roles: readonly string[] },
): Promise<void> {
  const readFrom = async (from: string | undefined, firstPage: number): Promise<void> => {
    let page = firstPage
    let open: Batch | undefined
    const batches = reader.read({ graph, from, signal: reading.signal, roles })
    for await (const batch of batches) {
      if (open) await keep(reading, reader, open, page++, false)
      open = batch
    }
    // the last batch says that the resource is read, in the transaction that stages it
    await keep(reading, reader, open ?? { rows: [], objects: 0, unreadable: [] }, page, true)
  }
  const resumable = row.next_link !== null
  try {
    if (!resumable && row.pages > 0) await startAgain(reading, reader, 'interrupted')
    await readFrom(row.next_link ?? undefined, resumable ? row.pages : 0)
  } catch (error) {
    const reason = uselessLink(error)
    if (reason === undefined) throw error
    await startAgain(reading, reader, reason)
    await readFrom(undefined, 0)
  }
}

/** Why a kept link is of no use any more: Microsoft has forgotten it, or it belongs to another address than today's. */
const uselessLink = (error: unknown): string | undefined =>
  error instanceof DeltaExpired ? error.reason : error instanceof LinkRefused ? 'link_refused' : undefined

async function startAgain(reading: Reading, reader: ResourceReader, reason: string): Promise<void> {
  await reading.fenced(async (transaction) => {
    await discardStaged(transaction, reading.runId, reader.facts)
    await transaction.run(restartResource, { runId: reading.runId, resource: reader.resource, reason })
  })
}

async function keep(
  reading: Reading,
  reader: ResourceReader,
  batch: Batch,
  page: number,
  last: boolean,
): Promise<void> {
  const { runId } = reading
  // asked before the transaction, which PostgreSQL may have repeated
  const usage = reading.usageSince()
  await reading.fenced(async (transaction) => {
    for (const { fact, rows } of batch.rows) await stage(transaction, fact, runId, page, rows)
    const unreadable = batch.unreadable.flatMap(({ id }) => (id ? [id.toLowerCase()] : []))
    const [entity] = reader.facts
    if (entity?.shape === 'entity') {
      const key = Object.keys(entity.key)[0] ?? ''
      await stage(
        transaction,
        entity,
        runId,
        page,
        unreadable.map((id) => ({ values: { [key]: id }, removed: 'unreadable' })),
      )
    }
    if (batch.values) await keepLatest(transaction, batch.values, reading.clock.now())
    const { resume } = batch
    await transaction.run(noteBatch, {
      runId,
      resource: reader.resource,
      objects: batch.objects,
      unreadable: batch.unreadable.length,
      nextLink: resume?.kind === 'next' ? resume.link : null,
      deltaLink: resume?.kind === 'delta' ? resume.link : null,
      status: last ? 'read' : 'reading',
    })
    await transaction.run(noteUsage, { runId, ...usage })
    await transaction.run(wakeStreams, {})
  })
}

/** Why a resource could not be read, in a word that the console has a sentence for. */
export function reasonOf(error: unknown): string {
  if (error instanceof AtriumError) return error.details.reason ?? error.code
  if (error instanceof Error && 'kind' in error && typeof error.kind === 'string') return error.kind
  return 'internal'
}
