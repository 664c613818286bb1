import { BadInput } from '../input.ts'
import type { Mutation } from './mutation.ts'

export const removeSubscription: Mutation = {
  name: 'remove-subscription',
  summary: 'Takes `subscription` away from its application, telling it so where the resource knows subscriptionRemoved',
  apply({ world, tenancy, now }, input) {
    const id = input.text('subscription')
    input.done()
    const found = tenancy.subscriptions.find(id, now)
    if (!found) throw new BadInput(`There is no subscription ${id} in ${tenancy.profile.displayName}`)
    const type = 'microsoft.graph.subscription'
    // Told while it is still there, so that whoever delivers can see where its farewell goes.
    world.feed.publish({ tenancy, changeType: 'deleted', resource: `subscriptions/${found.id}`, type, id, at: now })
    tenancy.subscriptions.delete(found.id)
    return { id: found.id }
  },
}
