import type { Json } from '../../../world/model.ts'
import { subscribable } from '../../../world/subscriptions/resources.ts'
import type { Subscription } from '../../../world/subscriptions/subscription.ts'
import { type GraphAnswer, type GraphContext, noContent, type WriteContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { endpointAddress, validateEndpoints } from './endpoints.ts'
import { expirationOf } from './expiration.ts'
import { authorizationOf, authorizedUntil, kept } from './keep.ts'
import { extensionError, givenProperties, invalidRequest, namedSubscription, optionalText } from './request.ts'
import { checkAccess } from './watched.ts'

/** What a renewal may change; a lifecycleNotificationUrl in particular cannot be added later. */
const RENEWABLE = ['expirationDateTime', 'notificationUrl']

/** The subscription whose access the caller vouches for anew. */
function vouchedFor(context: GraphContext, now: number) {
  const subscription = namedSubscription(context, now)
  const resource = subscribable(subscription.path)
  if (!resource) throw extensionError(`The resource '${subscription.resource}' does not support change notifications.`)
  checkAccess(context, { resource, path: subscription.path })
  return { subscription, resource }
}

/** The subscription as the body wants it. */
function renewed(context: GraphContext, now: number): Subscription {
  const { subscription, resource } = vouchedFor(context, now)
  const given = givenProperties(context)
  const names = Object.keys(given).filter((name) => !name.startsWith('@odata.'))
  for (const name of names)
    if (!RENEWABLE.includes(name)) throw invalidRequest(`The property '${name}' of a subscription cannot be changed.`)
  if (names.length === 0) throw invalidRequest("The property 'expirationDateTime' is required.")
  const address = optionalText(given, 'notificationUrl')
  const lifetime = {
    resource,
    isRich: subscription.encryption !== undefined,
    hasLifecycleUrl: subscription.lifecycleNotificationUrl !== undefined,
  }
  return {
    ...subscription,
    ...(address === undefined ? {} : { notificationUrl: endpointAddress('notificationUrl', address) }),
    ...('expirationDateTime' in given ? { expiresAt: expirationOf(given, lifetime, now) } : {}),
  }
}

/** An endpoint that takes the place of another is asked as at creation. */
async function prepareRenewal(context: GraphContext): Promise<Json> {
  const now = context.world.now()
  const { notificationUrl } = renewed(context, now)
  if (notificationUrl !== namedSubscription(context, now).notificationUrl)
    await validateEndpoints(context, [notificationUrl])
  return authorizationOf(context)
}

function authorizedAnew(context: WriteContext, subscription: Subscription): GraphAnswer {
  return kept(context, { ...subscription, authorizedUntil: authorizedUntil(context) }, 'updated')
}

function reauthorize(context: WriteContext): GraphAnswer {
  authorizedAnew(context, vouchedFor(context, context.now).subscription)
  return noContent()
}

const ofNotifications = { service: 'notifications', permissions: 'anyone' } as const

/** learn.microsoft.com/graph/api/subscription-update and -reauthorize: renewing authorises anew, and so does the action alone. */
export const renewalRoutes: readonly Route[] = [
  {
    ...ofNotifications,
    method: 'PATCH',
    template: '/subscriptions/{subscription-id}',
    prepare: prepareRenewal,
    write: (context) => authorizedAnew(context, renewed(context, context.now)),
  },
  {
    ...ofNotifications,
    method: 'POST',
    template: '/subscriptions/{subscription-id}/reauthorize',
    prepare: async (context) => authorizationOf(context),
    write: reauthorize,
  },
]
