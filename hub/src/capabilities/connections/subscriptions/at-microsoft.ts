import {
  AnswerLost,
  CredentialRefused,
  createSubscription,
  deleteSubscription,
  type GraphClient,
  GraphRefused,
  ObjectNotFound,
  ownSubscriptions,
  PermissionMissing,
  renewSubscription,
  TokenRejected,
} from '../../../microsoft/index.ts'
import type { Transaction } from '../../../operation/context.ts'
import type { Lease } from '../../../platform/database/lease.ts'
import type { ConnectionParts } from '../parts.ts'
import { lockStandingConnection } from '../sql/lock-standing-connection.ts'
import { noteRenewed } from '../sql/note-renewed.ts'
import { putSubscription } from '../sql/put-subscription.ts'
import { newClientState } from './client-state.ts'
import { keptSubscriptions } from './kept-subscriptions.ts'
import { type Step, subscriptionLife } from './rules.ts'
import type { FailureReason, Kept, WatchedResource } from './subscription.ts'

/** The connection whose subscriptions are looked after, under its lease. */
export interface AtWork {
  organisationId: string
  connectionId: string
  graph: GraphClient
  lease: Lease
  signal: AbortSignal
}

interface Wanted {
  resource: WatchedResource
  /** where its notifications are to go */
  url: string
  step: Exclude<Step, { do: 'wait' }>
  kept: Kept | undefined
}

/** Does one step at Microsoft and keeps what came of it. @throws GraphFailure, CredentialRefused, LeaseLost, the signal's reason */
export async function perform(parts: ConnectionParts, work: AtWork, wanted: Wanted): Promise<void> {
  const { step, kept } = wanted
  if (step.do === 'renew' && kept?.subscriptionId) {
    const isThere = await renew(parts, work, kept.subscriptionId)
    return isThere ? undefined : make(parts, work, wanted, { isGap: true, isQuiet: false })
  }
  if (kept?.subscriptionId) await deleteSubscription(work.graph, kept.subscriptionId, { signal: work.signal })
  await make(parts, work, wanted, {
    isGap: kept?.authorisedAt != null,
    isQuiet: step.do === 'recreate' && step.why === 'quiet',
  })
}

/** @returns false where Microsoft has none any more */
async function renew(
  { transact, clock }: ConnectionParts,
  { organisationId, graph, lease, signal }: AtWork,
  id: string,
): Promise<boolean> {
  try {
    const expiresAt = new Date(clock.now().getTime() + subscriptionLife)
    const { expirationDateTime } = await renewSubscription(graph, { id, expiresAt }, { signal })
    await transact(organisationId, async (transaction) => {
      await lease.check(transaction)
      await transaction.run(noteRenewed, { subscriptionId: id, now: clock.now(), expiresAt: expirationDateTime })
    })
    return true
  } catch (error) {
    if (error instanceof ObjectNotFound) return false
    throw error
  }
}

/**
 * Makes a subscription. Whatever else of ours watches the same is ended first: it was made by a call whose answer was lost, here or in
 * a worker that was killed. `isGap`: there was one before, so a sync looks at what nobody told of meanwhile.
 */
async function make(
  parts: ConnectionParts,
  work: AtWork,
  { resource, url }: Wanted,
  { isGap, isQuiet }: { isGap: boolean; isQuiet: boolean },
): Promise<void> {
  const { organisationId, connectionId, graph, lease, signal } = work
  const { clientState, hash } = newClientState(parts.random)
  const create = async () => {
    await endStrays(parts, work, resource, url)
    const expiresAt = new Date(parts.clock.now().getTime() + subscriptionLife)
    return createSubscription(graph, { resource, notificationUrl: url, clientState, expiresAt }, { signal })
  }
  const made = await create().catch((error: unknown) => {
    if (error instanceof AnswerLost) return create()
    throw error
  })
  try {
    await parts.transact(organisationId, async (transaction) => {
      await lease.check(transaction)
      await stillStanding(transaction, connectionId)
      const now = parts.clock.now()
      await transaction.run(putSubscription, {
        connectionId,
        resource,
        subscriptionId: made.id,
        clientStateHash: hash,
        notificationUrl: url,
        now,
        expiresAt: made.expirationDateTime,
        quietAt: isQuiet ? now : null,
      })
      if (isGap) await parts.wakeDelta(transaction, connectionId, now)
    })
  } catch (error) {
    // nobody here will ever know its notifications; without the signal, which may be what ended the work, and where the
    // credential is destroyed already it ends by itself
    await deleteSubscription(graph, made.id).catch(() => undefined)
    throw error
  }
}

/** The connection was revoked while Microsoft was asked; there is nothing to look after any more. */
export class ConnectionGone extends Error {
  override readonly name = 'ConnectionGone'
}

/** Keeps the connection from being revoked before the transaction ends. @throws ConnectionGone */
export async function stillStanding(transaction: Transaction, connectionId: string): Promise<void> {
  if (!(await transaction.first(lockStandingConnection, { connectionId }))) throw new ConnectionGone()
}

async function endStrays(parts: ConnectionParts, work: AtWork, resource: WatchedResource, url: string): Promise<void> {
  const { organisationId, connectionId, graph, signal } = work
  const there = await ownSubscriptions(graph, { signal })
  const kept = await parts.database.read({ organisationId }, (reader) => keptSubscriptions(reader, connectionId))
  const known = new Set(kept.filter((one) => one.resource !== resource).map(({ subscriptionId }) => subscriptionId))
  for (const { id, notificationUrl, resource: watched } of there)
    if (notificationUrl === url && watched === resource && !known.has(id))
      await deleteSubscription(graph, id, { signal })
}

/** Ends what there is at Microsoft, as far as that goes: what stays ends by itself, and its notifications find nobody. */
export async function endAll(
  { log }: Pick<ConnectionParts, 'log'>,
  { graph, signal }: Pick<AtWork, 'graph' | 'signal'>,
  kept: readonly Pick<Kept, 'subscriptionId'>[],
): Promise<void> {
  for (const { subscriptionId } of kept)
    if (subscriptionId)
      await deleteSubscription(graph, subscriptionId, { signal }).catch((error: unknown) =>
        log.info({ subscriptionId, err: error }, 'a subscription was left behind; it ends by itself'),
      )
}

/** Why a step failed, in the closed words of a subscription. Microsoft refuses with 400 where its call was not answered as it wants. */
export function reasonOf(error: unknown): FailureReason {
  if (error instanceof CredentialRefused || error instanceof TokenRejected) return 'credential_refused'
  if (error instanceof PermissionMissing) return 'permission_missing'
  if (error instanceof GraphRefused && error.facts.status === 400) return 'endpoint_unreachable'
  return 'microsoft_unavailable'
}
