import { type Clock, seconds } from '../../../kernel/time.ts'
import type { Database } from '../../../platform/database/database.ts'
import { type Lease, takeLease } from '../../../platform/database/lease.ts'
import type { JobHandler, Jobs } from '../../../platform/jobs/jobs.ts'
import type { Checkpoints } from '../checkpoints.ts'
import { markTransactions, transactionsEnded } from '../sql/transaction-marks.ts'
import { sealBatch } from './seal-batch.ts'

export interface SealerParts {
  database: Database
  jobs: Pick<Jobs, 'enqueue'>
  clock: Clock
  checkpoints: Checkpoints
}

const leaseSeconds = 10
const again = seconds(1)

/**
 * The job `audit.seal`: seals everything of one organisation that has committed.
 *
 * A transaction that found this job still waiting put no other one beside it, and may commit only after this one has
 * looked. So each run marks the transactions of its beginning, and one more run follows until all of them have ended; the
 * same where another sealer is at work.
 */
export const sealJob =
  (parts: SealerParts): JobHandler =>
  async ({ organisationId, mark: given }, signal) => {
    const { database } = parts
    const scope = { organisationId }
    const mark = given ?? (await database.write(scope, (writer) => writer.first(markTransactions, {})))?.mark
    if (mark === undefined) throw new Error('PostgreSQL gave no transaction number')
    const lease = await takeLease(parts, { organisationId, name: 'audit.seal', seconds: leaseSeconds })
    let settled = false
    try {
      if (lease) settled = await sealAll(parts, lease, mark, signal)
    } finally {
      await lease?.release()
    }
    if (!settled) await wakeAgain(parts, organisationId, { mark }, mark, again)
    if (lease) await checkpointOrWake(parts, organisationId)
  }

/** @returns whether every transaction below the mark had ended before the last look */
async function sealAll({ database }: SealerParts, lease: Lease, mark: string, signal: AbortSignal): Promise<boolean> {
  const { organisationId } = lease
  for (;;) {
    signal.throwIfAborted()
    const { all, settled } = await database.write({ organisationId }, async (writer) => {
      await lease.check(writer)
      const ended = await writer.first(transactionsEnded, { mark })
      return { ...(await sealBatch(writer, organisationId)), settled: ended?.ended ?? false }
    })
    if (all) return settled
  }
}

/** A checkpoint at most once an hour; what is sealed meanwhile gets one when the hour is over. */
async function checkpointOrWake(parts: SealerParts, organisationId: string): Promise<void> {
  const wait = await parts.checkpoints.takeIfDue(organisationId)
  if (wait !== undefined) await wakeAgain(parts, organisationId, {}, 'checkpoint', wait)
}

async function wakeAgain(
  { database, jobs, clock }: SealerParts,
  organisationId: string,
  ids: Record<string, string>,
  why: string,
  milliseconds: number,
): Promise<void> {
  const startAfter = new Date(clock.now().getTime() + milliseconds)
  await database.write({ organisationId }, (writer) =>
    jobs.enqueue(writer, 'audit.seal', { ...ids, organisationId }, { key: `${organisationId}:${why}`, startAfter }),
  )
}
