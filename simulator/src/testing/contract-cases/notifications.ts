import { startReceiver } from '../../notifications/testing/receiver.ts'
import type { Json } from '../../world/model.ts'
import type { ContractCase, ContractFixture } from '../contract-case.ts'

/** A subscription to users for an hour. */
function users({ cloud }: ContractFixture, notificationUrl: string): { [name: string]: Json } {
  const expirationDateTime = new Date(cloud.simulator.world.now() + 3_600_000).toISOString()
  return { changeType: 'updated', notificationUrl, resource: 'users', expirationDateTime }
}

/** The path of a subscription made for the case. */
async function subscribed(fixture: ContractFixture): Promise<string> {
  const receiver = await startReceiver()
  const body = users(fixture, receiver.url)
  const created = await fixture.cloud.graph('/subscriptions', { method: 'POST', body })
  await receiver.close()
  return `/subscriptions/${String(created.body.id)}`
}

/** Subscriptions to change notifications. */
export const notificationCases: readonly ContractCase[] = [
  {
    route: 'POST /subscriptions',
    request: async (fixture) => ({ path: '/subscriptions', body: users(fixture, (await startReceiver()).url) }),
  },
  {
    route: 'GET /subscriptions/{subscription-id}',
    request: async (fixture) => ({ path: await subscribed(fixture) }),
  },
  {
    route: 'PATCH /subscriptions/{subscription-id}',
    request: async (fixture) => {
      const path = await subscribed(fixture)
      const { expirationDateTime = null } = users(fixture, '')
      return { path, body: { expirationDateTime } }
    },
  },
  {
    route: 'POST /subscriptions/{subscription-id}/reauthorize',
    request: async (fixture) => ({ path: `${await subscribed(fixture)}/reauthorize` }),
  },
  {
    route: 'DELETE /subscriptions/{subscription-id}',
    request: async (fixture) => ({ path: await subscribed(fixture) }),
  },
]
