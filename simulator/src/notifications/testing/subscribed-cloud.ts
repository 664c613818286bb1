import {
  type GraphClient,
  type GraphReply,
  startTestCloud,
  type TestCloud,
  type TestCloudOptions,
} from '../../testing/cloud.ts'
import type { Json } from '../../world/model.ts'
import { type Receiver, startReceiver } from './receiver.ts'

export const MINUTE = 60
export const HOUR = 60 * MINUTE

/** A test cloud with a receiver, and the steps that tests of notifications share. */
export interface SubscribedCloud extends TestCloud {
  readonly receiver: Receiver
  /** POST /subscriptions for users with an hour to live, as far as nothing else is said. */
  subscribe(body?: { [name: string]: Json }, client?: GraphClient): Promise<GraphReply>
  /** Publishes a change as a workload would. */
  happen(resource: string, type: string, more?: { content?: { [name: string]: Json }; etag?: string }): void
  /** Moves the simulated clock on and waits until everything that then is due has been done. */
  pass(seconds: number): Promise<void>
  /** Waits until everything that is due has been done. */
  settled(): Promise<void>
  /** An instant so many simulated seconds from now, as Graph writes it. */
  later(seconds: number): string
  deliveries(): { [name: string]: Json }[]
}

/** Its clock stands still, so that time passes only when a test says so. */
export async function startSubscribedCloud(options: TestCloudOptions = {}): Promise<SubscribedCloud> {
  const receiver = await startReceiver()
  const cloud = await startTestCloud(options)
  const { world, notifications } = cloud.simulator
  await cloud.control('clock', { advanceSeconds: 0, freeze: true })
  const later = (seconds: number) => new Date(world.now() + seconds * 1000).toISOString()
  return {
    ...cloud,
    receiver,
    later,
    subscribe: (body = {}, client = cloud) =>
      client.graph('/subscriptions', {
        method: 'POST',
        body: {
          changeType: 'updated',
          notificationUrl: `${receiver.url}/notify`,
          resource: 'users',
          expirationDateTime: later(HOUR),
          clientState: 'secret of the subscriber',
          ...body,
        },
      }),
    happen(resource, type, more = {}) {
      const id = resource.split('/').at(-1) ?? ''
      const change = { changeType: 'updated' as const, resource, type: `microsoft.graph.${type}`, id, at: world.now() }
      world.feed.publish({ tenancy: world.primary, ...change, ...more })
    },
    async pass(seconds) {
      await cloud.control('clock', { advanceSeconds: seconds })
      await notifications.idle()
    },
    settled: () => notifications.idle(),
    deliveries: () =>
      world.callbacks.attempts.map((attempt): { [name: string]: Json } => JSON.parse(JSON.stringify(attempt))),
    async close() {
      await cloud.close()
      await receiver.close()
    },
  }
}
