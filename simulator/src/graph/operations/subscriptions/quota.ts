import { subscribable } from '../../../world/subscriptions/resources.ts'
import type { Subscription } from '../../../world/subscriptions/subscription.ts'
import type { World } from '../../../world/world.ts'
import type { GraphContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import { SUBSCRIPTIONS } from '../../limits.ts'
import type { Watched } from './watched.ts'

/** Refuses one more subscription to directory objects than there may be (…/graph/change-notifications-overview, limits). */
export function checkQuota({ world, tenancy, token }: GraphContext, { resource }: Watched, now: number): void {
  if (resource.service !== 'directory') return
  const here = directorySubscribers(tenancy.subscriptions.live(now))
  const { perAppAndTenant, perTenant, perApp } = SUBSCRIPTIONS.quotas
  const ofApp = here.filter((appId) => appId === token.appId).length
  if (ofApp >= perAppAndTenant) throw exceeded(`${perAppAndTenant} for each application and tenant`)
  if (here.length >= perTenant) throw exceeded(`${perTenant} for all applications of a tenant`)
  if (everywhere(world, token.appId, now) >= perApp) throw exceeded(`${perApp} for an application in all tenants`)
}

function everywhere(world: World, appId: string, now: number): number {
  return world.tenancies
    .flatMap(({ subscriptions }) => directorySubscribers(subscriptions.live(now)))
    .filter((one) => one === appId).length
}

/** The applications that watch directory objects, once for each subscription. */
function directorySubscribers(subscriptions: readonly Subscription[]): string[] {
  return subscriptions
    .filter(({ path }) => subscribable(path)?.service === 'directory')
    .map(({ applicationId }) => applicationId)
}

const exceeded = (limit: string) =>
  new GraphError(403, 'Forbidden', `The number of subscriptions has reached its limit: ${limit}.`)
