import { segmentsOf } from '../resource-path.ts'
import type { Subscription } from '../subscription.ts'

/** An application's subscription to every change of a resource, as far as nothing else is said. */
export function subscriptionTo(resource: string, more: Partial<Subscription> = {}): Subscription {
  return {
    id: 'subscription',
    applicationId: 'application',
    creatorId: 'application',
    userId: undefined,
    resource,
    path: segmentsOf(resource),
    select: undefined,
    changeTypes: ['created', 'updated', 'deleted'],
    notificationUrl: 'https://receiver.example',
    lifecycleNotificationUrl: undefined,
    clientState: undefined,
    latestSupportedTlsVersion: 'v1_2',
    encryption: undefined,
    expiresAt: 1,
    authorizedUntil: 1,
    ...more,
  }
}
