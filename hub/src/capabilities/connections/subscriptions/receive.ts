import { hours, seconds } from '../../../kernel/time.ts'
import type { CommandContext } from '../../../operation/context.ts'
import type { ConnectionParts } from '../parts.ts'
import { type CalledSubscription, calledSubscription } from '../sql/called-subscription.ts'
import { lookUpSubscription } from '../sql/look-up-subscription.ts'
import { noteChallenged } from '../sql/note-challenged.ts'
import { noteNotified } from '../sql/note-notified.ts'
import { noteRejected } from '../sql/note-rejected.ts'
import { noteSubscriptionGone } from '../sql/note-subscription-gone.ts'
import { connectionRef } from '../subject.ts'
import { isClientState } from './client-state.ts'
import { wakeAt } from './rules.ts'
import type { Strangers } from './strangers.ts'
import { lookAfterNow } from './wake.ts'

/** `change`, or Graph's lifecycle events: learn.microsoft.com/graph/change-notifications-lifecycle-events */
export const notificationEvents = ['change', 'reauthorizationRequired', 'subscriptionRemoved', 'missed'] as const

export interface Notification {
  connectionId: string
  subscriptionId: string
  clientState: string
  event: (typeof notificationEvents)[number]
}

/** While notifications come in numbers, when the last one came is kept to this precision. */
const notedEvery = seconds(1)
/** A subscription's rejected calls are told to the audit log this often at most, with how many there were. */
const rejectedToldEvery = hours(1)

/**
 * Takes a notification: all that it can do is wake the connection's sync, or the look after its subscription. Whatever it says
 * of the directory is not looked at. One that nobody knows, or with another secret, is counted and does nothing.
 */
export async function receive(
  parts: ConnectionParts,
  strangers: Strangers,
  context: CommandContext,
  notification: Notification,
): Promise<void> {
  const { transaction } = context
  const { subscriptionId, event } = notification
  const whose = await transaction.first(lookUpSubscription, { subscriptionId })
  if (!whose) return strangers.count()
  await transaction.actAs({ organisationId: whose.organisation_id })
  const called = await transaction.first(calledSubscription, { subscriptionId })
  if (!called) return strangers.count()
  const isOurs = isClientState(notification.clientState, called.client_state_hash)
  if (!isOurs || called.connection_id !== notification.connectionId)
    return reject(parts, context, subscriptionId, called)
  if (event === 'reauthorizationRequired') {
    await transaction.run(noteChallenged, { subscriptionId, now: context.clock.now() })
    return lookAfterNow(transaction, called.connection_id)
  }
  await wake(parts, context, subscriptionId, called)
  if (event !== 'subscriptionRemoved') return
  await transaction.run(noteSubscriptionGone, { subscriptionId })
  await lookAfterNow(transaction, called.connection_id)
}

async function wake(
  parts: ConnectionParts,
  { transaction, clock }: CommandContext,
  subscriptionId: string,
  { connection_id: connectionId, wakes_at, notified_at, doubted }: CalledSubscription,
): Promise<void> {
  const now = clock.now()
  const wakesAt = wakeAt(wakes_at, now)
  const isNoted = notified_at !== null && now.getTime() - notified_at.getTime() < notedEvery
  if (!wakesAt && isNoted && !doubted) return
  await transaction.run(noteNotified, { subscriptionId, now, wakesAt: wakesAt ?? null })
  if (wakesAt) await parts.wakeDelta(transaction, connectionId, wakesAt)
}

async function reject(
  { auditOwnDeed }: ConnectionParts,
  { transaction, clock, address }: CommandContext,
  subscriptionId: string,
  { connection_id, rejected, rejected_told_at }: CalledSubscription,
): Promise<void> {
  const now = clock.now()
  const isTold = rejected_told_at !== null && now.getTime() - rejected_told_at.getTime() < rejectedToldEvery
  await transaction.run(noteRejected, { subscriptionId, toldAt: isTold ? null : now })
  if (isTold) return
  await auditOwnDeed(transaction, {
    operation: 'connections.receive-notification',
    subject: connectionRef(connection_id),
    outcome: 'refused',
    reason: 'wrong_client_state',
    facts: { rejected: Number(rejected) + 1, address },
  })
}
