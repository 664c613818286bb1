import { z } from 'zod'
import type { GraphClient } from './client.ts'
import { ObjectNotFound } from './failures.ts'
import type { ReadOptions } from './pages.ts'

const path = '/subscriptions'
const resource = 'subscriptions'

const Subscription = z.object({
  id: z.guid().toLowerCase(),
  resource: z.string(),
  notificationUrl: z.string(),
  expirationDateTime: z.coerce.date(),
})

/** A subscription to change notifications, as far as it is used here: learn.microsoft.com/graph/api/resources/subscription */
export type GraphSubscription = z.infer<typeof Subscription>

/** What is wanted of a subscription for every kind of change. */
export interface WantedSubscription {
  /** `users`; it needs the permission to read them */
  readonly resource: string
  /** also told what becomes of the subscription; Microsoft calls it before it answers */
  readonly notificationUrl: string
  /** a secret of at most 128 characters that every notification repeats */
  readonly clientState: string
  /** for users and groups at most 41,760 minutes from now */
  readonly expiresAt: Date
}

/** The application's own subscriptions in the tenancy. learn.microsoft.com/graph/api/subscription-list */
export async function ownSubscriptions(graph: GraphClient, options?: ReadOptions): Promise<GraphSubscription[]> {
  const found: GraphSubscription[] = []
  for await (const { objects } of graph.page({ path, schema: Subscription, resource }, options)) found.push(...objects)
  return found
}

/**
 * learn.microsoft.com/graph/api/subscription-post-subscriptions. A second one for the same would notify twice, so a lost answer is
 * no reason to ask again.
 * @throws AnswerLost where it is not known whether it was made
 */
export const createSubscription = (
  graph: GraphClient,
  { resource: watched, notificationUrl, clientState, expiresAt }: WantedSubscription,
  options?: ReadOptions,
): Promise<GraphSubscription> =>
  graph.change(
    {
      method: 'POST',
      path,
      resource,
      once: true,
      schema: Subscription,
      body: {
        changeType: 'created,updated,deleted',
        resource: watched,
        notificationUrl,
        lifecycleNotificationUrl: notificationUrl,
        clientState,
        expirationDateTime: expiresAt.toISOString(),
        latestSupportedTlsVersion: 'v1_2',
      },
    },
    options,
  )

/**
 * Gives it a longer life, and authorises it anew with the present token: learn.microsoft.com/graph/api/subscription-update,
 * /graph/change-notifications-lifecycle-events, "Actions to take".
 * @throws ObjectNotFound where Microsoft has none any more
 */
export const renewSubscription = (
  graph: GraphClient,
  { id, expiresAt }: { id: string; expiresAt: Date },
  options?: ReadOptions,
): Promise<GraphSubscription> =>
  graph.change(
    {
      method: 'PATCH',
      path: `${path}/${id}`,
      resource,
      schema: Subscription,
      body: { expirationDateTime: expiresAt.toISOString() },
    },
    options,
  )

/** Ends it; one that is gone already is as good. learn.microsoft.com/graph/api/subscription-delete */
export async function deleteSubscription(graph: GraphClient, id: string, options?: ReadOptions): Promise<void> {
  try {
    await graph.change({ method: 'DELETE', path: `${path}/${id}`, resource, schema: z.unknown() }, options)
  } catch (error) {
    if (!(error instanceof ObjectNotFound)) throw error
  }
}
