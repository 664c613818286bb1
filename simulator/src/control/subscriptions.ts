import type { Notifications } from '../notifications/notifications.ts'
import { isoSeconds } from '../world/clock.ts'
import { BadInput, type Input } from '../world/input.ts'
import type { Json } from '../world/model.ts'
import type { World } from '../world/world.ts'

/** Every subscription of every tenancy that has not expired. */
export function shownSubscriptions(world: World): Json {
  const now = world.now()
  return world.tenancies.flatMap(({ profile, subscriptions }) =>
    subscriptions.live(now).map((subscription) => ({
      id: subscription.id,
      tenantId: profile.tenantId,
      applicationId: subscription.applicationId,
      creatorId: subscription.creatorId,
      resource: subscription.resource,
      changeType: subscription.changeTypes.join(','),
      notificationUrl: subscription.notificationUrl,
      lifecycleNotificationUrl: subscription.lifecycleNotificationUrl ?? null,
      expirationDateTime: isoSeconds(subscription.expiresAt),
      authorizedUntil: isoSeconds(subscription.authorizedUntil),
    })),
  )
}

/** `POST /_control/missed`: tells `subscription` that notifications did not reach it. */
export function orderMissed(world: World, notifications: Notifications, input: Input): Json {
  const id = input.text('subscription')
  input.done()
  for (const tenancy of world.tenancies) {
    const subscription = tenancy.subscriptions.find(id, world.now())
    if (!subscription) continue
    if (!notifications.sendMissed(tenancy, subscription))
      throw new BadInput(`${id} has no lifecycleNotificationUrl, or watches something that knows no missed event`)
    return { id: subscription.id }
  }
  throw new BadInput(`There is no subscription ${id}; GET /_control/subscriptions lists them`)
}
