import { subscribable } from '../../../world/subscriptions/resources.ts'
import type { Subscription } from '../../../world/subscriptions/subscription.ts'
import type { GraphContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import { SUBSCRIPTIONS } from '../../limits.ts'
import type { Watched } from './watched.ts'

/** How many subscriptions to directory objects there are already, of one application and around it. */
export type SubscriptionCounts = { readonly [quota in keyof typeof SUBSCRIPTIONS.quotas]: number }

const QUOTAS = [
  ['perAppAndTenant', 'for an application in a tenant'],
  ['perTenant', 'for all applications in a tenant'],
  ['perApp', 'for an application in all tenants'],
] as const

/** The sentence about the limit that leaves no room for one more; undefined when there is room. */
export function exceededQuota(counts: SubscriptionCounts): string | undefined {
  const full = QUOTAS.find(([name]) => counts[name] >= SUBSCRIPTIONS.quotas[name])
  return full && `The number of subscriptions has reached its limit: ${SUBSCRIPTIONS.quotas[full[0]]} ${full[1]}.`
}

/** Refuses one more subscription to directory objects than there may be (learn.microsoft.com/graph/change-notifications-overview). */
export function checkQuota({ world, tenancy, token }: GraphContext, { resource }: Watched, now: number): void {
  if (resource.service !== 'directory') return
  const here = ofDirectory(tenancy.subscriptions.live(now))
  const everywhere = world.tenancies.flatMap(({ subscriptions }) => ofDirectory(subscriptions.live(now)))
  const isOwn = ({ applicationId }: Subscription) => applicationId === token.appId
  const sentence = exceededQuota({
    perAppAndTenant: here.filter(isOwn).length,
    perTenant: here.length,
    perApp: everywhere.filter(isOwn).length,
  })
  if (sentence !== undefined) throw new GraphError(403, 'Forbidden', sentence)
}

function ofDirectory(subscriptions: readonly Subscription[]): Subscription[] {
  return subscriptions.filter(({ path }) => subscribable(path)?.service === 'directory')
}
