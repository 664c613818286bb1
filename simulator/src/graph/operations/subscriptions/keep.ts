import { isObject, type Json } from '../../../world/model.ts'
import type { Subscription } from '../../../world/subscriptions/subscription.ts'
import type { GraphAnswer, GraphContext, Item, WriteContext } from '../../call.ts'
import { single } from '../single.ts'

/** A subscription as Graph shows it (learn.microsoft.com/graph/api/resources/subscription). */
export function subscriptionItem(subscription: Subscription): Item {
  const { id, encryption } = subscription
  const properties = {
    id,
    applicationId: subscription.applicationId,
    changeType: subscription.changeTypes.join(','),
    clientState: subscription.clientState ?? null,
    creatorId: subscription.creatorId,
    encryptionCertificate: encryption?.certificate ?? null,
    encryptionCertificateId: encryption?.certificateId ?? null,
    expirationDateTime: new Date(subscription.expiresAt).toISOString(),
    includeResourceData: encryption ? true : null,
    latestSupportedTlsVersion: subscription.latestSupportedTlsVersion,
    lifecycleNotificationUrl: subscription.lifecycleNotificationUrl ?? null,
    notificationQueryOptions: null,
    notificationUrl: subscription.notificationUrl,
    notificationUrlAppId: null,
    resource: subscription.resource,
  }
  return { id, kind: 'subscription', properties }
}

/** What the journal keeps of the token that vouches for a subscription: until when it lasts. */
export function authorizationOf({ token }: GraphContext): Json {
  return { authorizedUntil: token.expiresAt }
}

/** What `authorizationOf` kept. */
export function authorizedUntil({ prepared, now }: WriteContext): number {
  return isObject(prepared) && typeof prepared.authorizedUntil === 'number' ? prepared.authorizedUntil : now
}

/** Keeps a new or changed subscription, tells that its standing has changed, and shows it. */
export function kept(
  context: WriteContext,
  subscription: Subscription,
  changeType: 'created' | 'updated',
): GraphAnswer {
  const { world, tenancy, now } = context
  const { id } = subscription
  tenancy.subscriptions.put(subscription, now)
  const type = 'microsoft.graph.subscription'
  world.feed.publish({ tenancy, changeType, resource: `subscriptions/${id}`, type, id, at: now })
  return single(context, subscriptionItem(subscription), 'subscriptions')
}
