import { seconds } from '../../../kernel/time.ts'
import { CredentialRefused, TokenRejected, usageMeter } from '../../../microsoft/index.ts'
import { takeLease } from '../../../platform/database/lease.ts'
import type { JobHandler } from '../../../platform/jobs/jobs.ts'
import { tokenKeyOf } from '../open-grant.ts'
import { basePack } from '../packs.ts'
import type { ConnectionParts } from '../parts.ts'
import { deleteSubscriptions } from '../sql/delete-subscriptions.ts'
import { noteSubscriptionFailed } from '../sql/note-subscription-failed.ts'
import { grantOf, storedConnection } from '../stored.ts'
import { connectionReader } from '../sync-source.ts'
import { notificationUrlOf } from './address.ts'
import { type AtWork, ConnectionGone, endAll, perform, reasonOf, stillStanding } from './at-microsoft.ts'
import { keptSubscriptions } from './kept-subscriptions.ts'
import { nextStep, type Step } from './rules.ts'
import { type WatchedResource, watchedResources } from './subscription.ts'
import { lookAfterAt } from './wake.ts'

/** A killed worker's look is taken over this long after its last sign of life. */
const leaseSeconds = 30

/** Another worker looks after them at this moment; what it did not see yet is seen then. */
const busyFor = seconds(10)

/**
 * Brings the subscriptions of one connection to what they should be: made, renewed, made anew, or ended where Microsoft cannot call
 * here any more. Of the queue `connections.subscriptions`; one at a time for a connection.
 */
export const lookAfterSubscriptions =
  (parts: ConnectionParts): JobHandler =>
  async ({ organisationId, connectionId = '' }, signal) => {
    const lease = await takeLease(parts, {
      organisationId,
      name: `subscriptions:${connectionId}`,
      seconds: leaseSeconds,
    })
    const startAfter = new Date(parts.clock.now().getTime() + busyFor)
    if (!lease)
      return parts.transact(organisationId, (transaction) =>
        lookAfterAt(transaction, connectionId, { startAfter, why: 'busy' }),
      )
    try {
      const ending = AbortSignal.any([signal, lease.lost])
      const connection = await connectionReader(parts).open(organisationId, connectionId)
      const graph = connection.kind === 'ready' && connection.graph(basePack, usageMeter())
      if (graph) await lookAfter(parts, { organisationId, connectionId, graph, lease, signal: ending })
    } catch (error) {
      if (!(error instanceof ConnectionGone)) throw error
    } finally {
      await lease.release()
    }
  }

async function lookAfter(parts: ConnectionParts, work: AtWork): Promise<void> {
  const { organisationId, connectionId } = work
  const kept = await parts.database.read({ organisationId }, (reader) => keptSubscriptions(reader, connectionId))
  if (parts.inboundUrl === undefined) {
    await endAll(parts, work, kept)
    return parts.transact(organisationId, async (transaction) => {
      await work.lease.check(transaction)
      await transaction.run(deleteSubscriptions, { connectionId })
    })
  }
  const url = notificationUrlOf(parts.inboundUrl, connectionId)
  if (kept.some(({ challengedAt }) => challengedAt)) await takeFreshToken(parts, work)
  for (const resource of watchedResources) {
    const one = kept.find((row) => row.resource === resource)
    const step = nextStep(one, url, parts.clock.now())
    if (step.do !== 'wait')
      await attempt(parts, work, resource, () => perform(parts, work, { resource, url, step, kept: one }))
  }
  await lookAgainWhenDue(parts, work, url)
}

/** Microsoft lets a subscription go on until the token ends that vouched for it, so one that has its whole life before it is taken. */
async function takeFreshToken(parts: ConnectionParts, { organisationId, connectionId }: AtWork): Promise<void> {
  const stored = await parts.database.read({ organisationId }, (reader) => storedConnection(reader, connectionId))
  const grant = grantOf(stored, basePack)
  if (grant) parts.tokens.forget(tokenKeyOf(organisationId, connectionId, basePack, grant.granted_at))
}

/** What fails is kept with its reason and tried again later; a refused credential is told as a sync would tell it. */
async function attempt(
  parts: ConnectionParts,
  { organisationId, connectionId, lease, signal }: AtWork,
  resource: WatchedResource,
  step: () => Promise<void>,
): Promise<void> {
  try {
    await step()
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ConnectionGone) throw error
    parts.log.warn({ connectionId, resource, err: error }, 'a subscription could not be looked after')
    await parts.transact(organisationId, async (transaction) => {
      await lease.check(transaction)
      await stillStanding(transaction, connectionId)
      const now = parts.clock.now()
      await transaction.run(noteSubscriptionFailed, { connectionId, resource, reason: reasonOf(error), now })
    })
    const { note } = connectionReader(parts)
    if (error instanceof CredentialRefused)
      await note(organisationId, connectionId, { kind: 'credential_refused', pack: basePack, refusal: error.refusal })
    if (error instanceof TokenRejected)
      await note(organisationId, connectionId, { kind: 'token_rejected', pack: basePack })
  }
}

async function lookAgainWhenDue(parts: ConnectionParts, { organisationId, connectionId }: AtWork, url: string) {
  await parts.transact(organisationId, async (transaction) => {
    const now = parts.clock.now()
    const kept = await keptSubscriptions(transaction, connectionId)
    const steps = watchedResources.map((resource) =>
      nextStep(
        kept.find((row) => row.resource === resource),
        url,
        now,
      ),
    )
    const times = steps.map((step) => dueAt(step, now).getTime())
    const startAfter = new Date(Math.min(...times))
    await lookAfterAt(transaction, connectionId, { startAfter, why: 'due' })
  })
}

const dueAt = (step: Step, now: Date): Date => (step.do === 'wait' ? step.until : new Date(now.getTime() + busyFor))
