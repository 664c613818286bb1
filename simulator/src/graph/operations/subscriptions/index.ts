import { type GraphContext, noContent, type WriteContext } from '../../call.ts'
import { arraySequence, list } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'
import { createRoute } from './create.ts'
import { subscriptionItem } from './keep.ts'
import { renewalRoutes } from './renew.ts'
import { isCallers, namedSubscription } from './request.ts'

function subscriptions(context: GraphContext) {
  const { world, tenancy } = context
  const own = tenancy.subscriptions.live(world.now()).filter((subscription) => isCallers(context, subscription))
  return list(context, {
    sequence: arraySequence(own.map(subscriptionItem)),
    kind: 'subscription',
    contextName: 'subscriptions',
  })
}

function subscription(context: GraphContext) {
  return single(context, subscriptionItem(namedSubscription(context, context.world.now())), 'subscriptions')
}

function remove(context: WriteContext) {
  context.tenancy.subscriptions.delete(namedSubscription(context, context.now).id)
  return noContent()
}

const ofNotifications = { service: 'notifications', permissions: 'anyone' } as const

/** learn.microsoft.com/graph/api/resources/subscription. Anybody may look after the subscriptions that are their own. */
export const subscriptionRoutes: readonly Route[] = [
  { ...ofNotifications, method: 'GET', template: '/subscriptions', answer: subscriptions },
  createRoute,
  { ...ofNotifications, method: 'GET', template: '/subscriptions/{subscription-id}', answer: subscription },
  ...renewalRoutes,
  { ...ofNotifications, method: 'DELETE', template: '/subscriptions/{subscription-id}', write: remove },
]
