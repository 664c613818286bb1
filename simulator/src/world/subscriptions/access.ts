import { GRAPH_APP_ID } from '../generate/graph-principal.ts'
import { identityWorldOf } from '../identity-world.ts'
import type { Tenancy } from '../tenancy.ts'
import type { World } from '../world.ts'
import { subscribable } from './resources.ts'
import type { Subscription } from './subscription.ts'

/** Whether the application still holds, in the directory as it is now, a permission to read what it watches. */
export function mayStillRead(world: World, tenancy: Tenancy, subscription: Subscription): boolean {
  const resource = subscribable(subscription.path)
  const directory = identityWorldOf(world)
  const principal = directory.findServicePrincipal(tenancy.profile.tenantId, subscription.applicationId)
  if (!resource || !principal?.accountEnabled) return false
  const { userId } = subscription
  if (userId === undefined)
    return principal.roles.some(
      ({ resourceAppId, value }) => resourceAppId === GRAPH_APP_ID && resource.application.includes(value),
    )
  if (directory.findUser(tenancy.profile.tenantId, userId)?.accountEnabled !== true) return false
  return principal.scopesFor(userId, GRAPH_APP_ID).some((scope) => resource.delegated.includes(scope))
}
