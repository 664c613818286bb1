import { z } from 'zod'

/** What is used of a notification of Graph's: learn.microsoft.com/graph/api/resources/changenotification */
const Notification = z.object({
  subscriptionId: z.guid(),
  clientState: z.string().max(128).nullish(),
  lifecycleEvent: z.enum(['reauthorizationRequired', 'subscriptionRemoved', 'missed']).nullish(),
})

/** learn.microsoft.com/graph/api/resources/changenotificationcollection */
const Collection = z.object({ value: z.array(z.unknown()) })

/** A notification as the operation takes it. */
export interface Told {
  subscriptionId: string
  clientState: string
  event: 'change' | 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed'
}

/** Microsoft names no bound; one connection has two subscriptions. What is beyond this is left to polling. */
const mostDifferent = 100

/**
 * The different notifications of a body, equal ones once: a thousand changed people are told a thousand times in the same words. What
 * is not as Graph sends it is passed over.
 */
export function notificationsIn(body: unknown): Told[] {
  const collection = Collection.safeParse(body)
  const different = new Map<string, Told>()
  for (const item of collection.data?.value ?? []) {
    const { data } = Notification.safeParse(item)
    if (!data) continue
    const told: Told = {
      subscriptionId: data.subscriptionId.toLowerCase(),
      clientState: data.clientState ?? '',
      event: data.lifecycleEvent ?? 'change',
    }
    different.set(JSON.stringify(told), told)
    if (different.size === mostDifferent) break
  }
  return [...different.values()]
}
