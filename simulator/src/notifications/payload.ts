import type { ResourceChange } from '../world/feed.ts'
import type { Json } from '../world/model.ts'
import { type LifecycleEvent, subscribable } from '../world/subscriptions/resources.ts'
import type { Subscription } from '../world/subscriptions/subscription.ts'

/** One element of a change notification collection. */
export type NotificationItem = { [name: string]: Json }

/** What every notification says of its subscription (learn.microsoft.com/graph/api/resources/changenotification). */
function ofSubscription(subscription: Subscription, tenantId: string): NotificationItem {
  return {
    clientState: subscription.clientState ?? null,
    subscriptionExpirationDateTime: new Date(subscription.expiresAt).toISOString(),
    subscriptionId: subscription.id,
    tenantId,
  }
}

/** The notification of a change, without its resource data. */
export function changeItem(id: string, subscription: Subscription, change: ResourceChange): NotificationItem {
  const service = subscribable(subscription.path)?.service ?? 'directory'
  const isList = service === 'sharePoint'
  const resource = isList ? subscription.path.join('/') : change.resource
  const resourceData: NotificationItem = {
    '@odata.type': `#${service === 'teams' ? change.type : inCapitals(change.type, '.')}`,
    '@odata.id': service === 'directory' || service === 'exchange' ? inCapitals(resource, '/') : resource,
    ...(change.etag === undefined ? {} : { '@odata.etag': change.etag }),
    id: change.id,
  }
  const { tenantId } = change.tenancy.profile
  return {
    id,
    ...ofSubscription(subscription, tenantId),
    changeType: isList ? 'updated' : change.changeType,
    resource,
    resourceData,
  }
}

/** A lifecycle notification (learn.microsoft.com/graph/change-notifications-lifecycle-events). */
export function lifecycleItem(subscription: Subscription, tenantId: string, event: LifecycleEvent): NotificationItem {
  return { ...ofSubscription(subscription, tenantId), lifecycleEvent: event }
}

/**
 * `#Microsoft.Graph.Message` and `Users/{id}/Messages/{id}`: notifications of the directory and of Outlook begin every
 * name with a capital letter, as their documentation shows.
 */
function inCapitals(path: string, separator: '.' | '/'): string {
  return path
    .split(separator)
    .map((part, i) => (separator === '.' || i % 2 === 0 ? part.charAt(0).toUpperCase() + part.slice(1) : part))
    .join(separator)
}
