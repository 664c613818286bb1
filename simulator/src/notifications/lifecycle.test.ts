import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type GraphClient, TEST_APP } from '../testing/cloud.ts'
import type { Json } from '../world/model.ts'
import { HOUR, MINUTE, type SubscribedCloud, startSubscribedCloud } from './testing/subscribed-cloud.ts'

const DAY = 24 * HOUR
let cloud: SubscribedCloud
beforeEach(async () => {
  cloud = await startSubscribedCloud()
})
afterEach(() => cloud.close())

const user = () => String(cloud.simulator.world.primary.store('user').at(30)?.id)
const events = () => cloud.receiver.notifications().flatMap(({ lifecycleEvent }) => lifecycleEvent ?? [])
const changes = () => cloud.receiver.notifications().filter(({ changeType }) => changeType !== undefined)

/** A subscription with a lifecycle endpoint; a day long as far as nothing else is said. */
async function subscribed(body: { [name: string]: Json } = {}, client?: GraphClient): Promise<string> {
  const lifecycleNotificationUrl = `${cloud.receiver.url}/lifecycle`
  const expirationDateTime = cloud.later(DAY)
  return String((await cloud.subscribe({ lifecycleNotificationUrl, expirationDateTime, ...body }, client)).body.id)
}

async function reauthorize(id: string): Promise<void> {
  await cloud.renew()
  expect((await cloud.graph(`/subscriptions/${id}/reauthorize`, { method: 'POST' })).status).toBe(204)
  await cloud.settled()
}

async function changed(): Promise<void> {
  cloud.happen(`users/${user()}`, 'user')
  await cloud.settled()
}

describe('reauthorizationRequired', () => {
  test('comes before the token ends, to the lifecycle endpoint', async () => {
    const id = await subscribed()
    await cloud.pass(40 * MINUTE)
    expect(events()).toEqual([])
    await cloud.pass(10 * MINUTE)
    const [received] = cloud.receiver.received.slice(-1)
    expect(received?.path).toBe('/lifecycle')
    expect(received?.body).toEqual({
      value: [
        {
          subscriptionId: id,
          subscriptionExpirationDateTime: cloud.later(DAY - 50 * MINUTE),
          tenantId: cloud.tenantId,
          clientState: 'secret of the subscriber',
          lifecycleEvent: 'reauthorizationRequired',
        },
      ],
    })
  })

  test('repeats every 15 minutes until it is answered', async () => {
    const id = await subscribed()
    await cloud.pass(50 * MINUTE)
    await cloud.pass(15 * MINUTE)
    expect(events()).toHaveLength(2)
    await reauthorize(id)
    await cloud.pass(15 * MINUTE)
    expect(events()).toHaveLength(2)
  })

  test('left unanswered pauses the flow when the token ends; what fell into the gap is lost', async () => {
    const id = await subscribed()
    await cloud.pass(50 * MINUTE)
    await changed()
    expect(changes()).toHaveLength(1)
    await cloud.pass(HOUR)
    await changed()
    expect(changes()).toHaveLength(1)
    await reauthorize(id)
    expect(changes()).toHaveLength(1)
    await changed()
    expect(changes()).toHaveLength(2)
  })

  test('without a lifecycle endpoint nobody is asked, and the flow goes on', async () => {
    await cloud.subscribe({ expirationDateTime: cloud.later(DAY) })
    await cloud.pass(3 * HOUR)
    await changed()
    expect(events()).toEqual([])
    expect(changes()).toHaveLength(1)
  })

  test('comes before the subscription ends, and renewing it is an answer', async () => {
    const id = await subscribed({ expirationDateTime: cloud.later(40 * MINUTE) })
    await cloud.pass(25 * MINUTE)
    expect(events()).toEqual(['reauthorizationRequired'])
    const body = { expirationDateTime: cloud.later(DAY) }
    await cloud.renew()
    expect((await cloud.graph(`/subscriptions/${id}`, { method: 'PATCH', body })).status).toBe(200)
    await cloud.pass(20 * MINUTE)
    expect(events()).toHaveLength(1)
  })

  test('comes at once when consent is withdrawn, and nothing more is told until it is given and vouched for again', async () => {
    const id = await subscribed()
    await cloud.control('remove-consent', { appId: TEST_APP, permission: 'User.Read.All' })
    await cloud.control('remove-consent', { appId: TEST_APP, permission: 'Directory.Read.All' })
    await cloud.settled()
    expect(events()).toEqual(['reauthorizationRequired'])
    await changed()
    await cloud.control('admin-consent', { appId: TEST_APP })
    await changed()
    expect(changes()).toEqual([])
    await reauthorize(id)
    await changed()
    expect(changes()).toHaveLength(1)
  })

  test('comes when the application is disabled, and nothing more is told', async () => {
    await subscribed()
    await cloud.control('set-app-enabled', { appId: TEST_APP, enabled: false })
    await changed()
    expect(events()).toEqual(['reauthorizationRequired'])
    expect(changes()).toEqual([])
  })

  test('cannot be answered without the permission', async () => {
    const id = await subscribed()
    for (const permission of ['User.Read.All', 'Directory.Read.All'])
      await cloud.control('remove-consent', { appId: TEST_APP, permission })
    await cloud.renew()
    expect((await cloud.graph(`/subscriptions/${id}/reauthorize`, { method: 'POST' })).status).toBe(403)
  })

  test('is due for a person’s subscription when that person is blocked', async () => {
    const admin = await cloud.person('admin', ['User.Read.All'])
    await subscribed({}, admin)
    await cloud.control('block', { user: admin.id })
    await changed()
    expect(changes()).toEqual([])
  })
})

test('restoring a snapshot brings subscriptions back, and leaves what was on its way behind', async () => {
  const id = await subscribed()
  await cloud.control('snapshot', { name: 'subscribed' })
  cloud.receiver.answer(() => ({ status: 503 }))
  await changed()
  await cloud.graph(`/subscriptions/${id}`, { method: 'DELETE' })
  await cloud.control('restore-snapshot', { name: 'subscribed' })
  cloud.receiver.answer()
  const before = changes().length
  await cloud.pass(10 * MINUTE)
  expect(changes()).toHaveLength(before)
  await changed()
  expect(changes().slice(before)).toMatchObject([{ subscriptionId: id }])
})

describe('subscriptionRemoved and missed', () => {
  const calendar = async () => {
    const app = await cloud.app(['Calendars.Read'])
    return subscribed({ resource: `users/${user()}/events` }, app)
  }

  test('a subscription of Outlook that is taken away says farewell', async () => {
    const id = await calendar()
    await cloud.control('remove-subscription', { subscription: id })
    await cloud.settled()
    expect(events()).toEqual(['subscriptionRemoved'])
    expect((await cloud.read('subscriptions')).subscriptions).toEqual([])
  })

  test('one of the directory goes without a word', async () => {
    const id = await subscribed()
    await cloud.control('remove-subscription', { subscription: id })
    await cloud.settled()
    expect(events()).toEqual([])
  })

  test('missed can be ordered where it exists', async () => {
    const id = await calendar()
    await cloud.control('missed', { subscription: id })
    await cloud.settled()
    expect(events()).toEqual(['missed'])
    const other = await subscribed()
    expect((await cloud.control('missed', { subscription: other })).error).toMatch(/knows no missed event/)
  })

  test('missed comes by itself when an endpoint has not taken something for 4 hours', async () => {
    await calendar()
    cloud.receiver.answer(({ path }) => ({ status: path === '/notify' ? 500 : 202 }))
    cloud.happen(`users/${user()}/events/e1`, 'event')
    await cloud.settled()
    await cloud.pass(5 * HOUR)
    expect(events()).toContain('missed')
  })
})
