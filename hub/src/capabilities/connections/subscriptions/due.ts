import type { Transaction } from '../../../operation/context.ts'
import type { ConnectionParts } from '../parts.ts'
import { notificationUrlOf } from './address.ts'
import { keptSubscriptions } from './kept-subscriptions.ts'
import { nextStep } from './rules.ts'
import { watchedResources } from './subscription.ts'
import { lookAfterNow } from './wake.ts'

/** After a sync, which shows that Microsoft can be reached: has the subscriptions looked after where something is to be done. */
export async function lookAfterIfDue(
  { inboundUrl, clock }: Pick<ConnectionParts, 'inboundUrl' | 'clock'>,
  transaction: Transaction,
  connectionId: string,
): Promise<void> {
  const kept = await keptSubscriptions(transaction, connectionId)
  const url = inboundUrl && notificationUrlOf(inboundUrl, connectionId)
  const isDue = url
    ? watchedResources.some(
        (resource) =>
          nextStep(
            kept.find((one) => one.resource === resource),
            url,
            clock.now(),
          ).do !== 'wait',
      )
    : kept.length > 0
  if (isDue) await lookAfterNow(transaction, connectionId)
}
