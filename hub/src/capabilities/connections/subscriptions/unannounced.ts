import type { Transaction } from '../../../operation/context.ts'
import type { ConnectionParts } from '../parts.ts'
import { noteUnannounced } from '../sql/note-unannounced.ts'
import { deltaLag, quietGrace } from './rules.ts'
import type { WatchedResource } from './subscription.ts'
import { lookAfterAt } from './wake.ts'

/** What a sync that has merged found of a kind that Microsoft tells of. */
export interface FoundChanges {
  connectionId: string
  resources: WatchedResource[]
  /** when the sync before it began: what it found happened since */
  since: Date
}

/**
 * Compares what a sync found with what was told: a subscription that stood all the while and of which nothing came is doubted, and
 * made anew unless its notifications come after all.
 */
export async function doubtSilent(
  { clock }: Pick<ConnectionParts, 'clock'>,
  transaction: Transaction,
  { connectionId, resources, since }: FoundChanges,
): Promise<void> {
  if (resources.length === 0) return
  const now = clock.now()
  const quietSince = new Date(since.getTime() - deltaLag)
  const doubted = await transaction.run(noteUnannounced, { connectionId, resources, since, quietSince, now })
  if (doubted === 0) return
  const startAfter = new Date(now.getTime() + quietGrace)
  await lookAfterAt(transaction, connectionId, { startAfter, why: 'quiet' })
}
