import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { contractProblems } from '../../../doors/contract/problems.ts'
import { hours, seconds } from '../../../kernel/time.ts'
import { type InboundRoom, inboundRoom, type Subscriber } from '../testing/inbound-room.ts'

let room: InboundRoom
let subscriber: Subscriber
beforeAll(async () => {
  room = await inboundRoom()
})
afterAll(() => room.close())
beforeEach(async () => {
  subscriber = await room.subscriber()
  await subscriber.lookAfter()
  forget()
})
afterEach(() => room.control('notifications', {}))

const forget = () => {
  for (const list of [room.wakes, room.enqueued, room.deeds, room.audit, room.logged]) list.length = 0
}
const wakes = () => room.wakes.filter(({ connectionId }) => connectionId === subscriber.connectionId)
const now = () => room.clock.now().getTime()
const Delivery = z.object({ kind: z.string(), url: z.string(), outcome: z.string(), status: z.number().optional() })
/** how the calls for this connection went */
const delivered = async (kind: string) => {
  const { deliveries } = z.object({ deliveries: z.array(Delivery) }).parse(await room.control('deliveries'))
  return deliveries.filter((one) => one.kind === kind && one.url.endsWith(subscriber.connectionId))
}
/** a body as Microsoft sends it, for the subscription to people unless said otherwise */
const told = async (more: object = {}) => {
  const { subscription_id: subscriptionId } = await subscriber.row()
  return { value: [{ subscriptionId, changeType: 'updated', resource: 'Users/1', ...more }] }
}
/** an answer as a stranger sees it, but for what is new in every answer */
const seen = async (response: Response) => {
  const headers = [...response.headers].filter(([name]) => !['date', 'x-request-id'].includes(name))
  return { status: response.status, headers, body: await response.text() }
}

describe('Microsoft’s question whether notifications are wanted', () => {
  test('was answered for both addresses of both subscriptions', async () => {
    const asked = await delivered('validation')
    expect(asked).toHaveLength(4)
    expect(new Set(asked.map(({ outcome, status }) => `${outcome} ${status}`))).toEqual(new Set(['delivered 200']))
  })

  test('is answered with the decoded token as plain text that nothing takes for more', async () => {
    const token = 'Validation: a+b&c=<script>alert(1)</script> ünd "more"'
    const address = `${room.url}/v1/inbound/microsoft-graph/${subscriber.connectionId}`
    const response = await fetch(`${address}?validationToken=${encodeURIComponent(token)}`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await response.text()).toBe(token)
  })

  test('is refused where it is no token of Microsoft’s by its length', async () => {
    const address = `${room.url}/v1/inbound/microsoft-graph/${subscriber.connectionId}`
    const response = await fetch(`${address}?validationToken=${'x'.repeat(4_001)}`, { method: 'POST' })
    expect(response.status).toBe(400)
  })
})

test('both operations keep the rules of the contract, though they are no part of it', () => {
  const { validate, receive } = room.connections.inbound
  expect(contractProblems([validate, receive])).toEqual([])
})

describe('a change at Microsoft', () => {
  test('wakes the sync two seconds later', async () => {
    await room.hire()
    expect(wakes()).toEqual([{ connectionId: subscriber.connectionId, at: new Date(now() + seconds(2)) }])
  })

  test('was taken at the first try', async () => {
    await room.hire()
    const taken = await delivered('change')
    expect(taken.length).toBeGreaterThan(0)
    expect(new Set(taken.map(({ outcome, status }) => `${outcome} ${status}`))).toEqual(new Set(['delivered 202']))
  })

  test('is kept as the last one heard of, and by nothing else', async () => {
    const before = await subscriber.row()
    await room.hire()
    expect(await subscriber.row()).toEqual({
      ...before,
      notified_at: room.clock.now(),
      wakes_at: new Date(now() + seconds(2)),
    })
    expect(await subscriber.notifications()).toMatchObject({ lastNotificationAt: room.clock.now().toISOString() })
  })

  test('leaves no entry in the audit log: what it wakes has one', async () => {
    await room.hire()
    expect([...room.audit, ...room.deeds]).toEqual([])
  })

  test('told twice and out of order is one sync', async () => {
    await room.control('notifications', { duplicate: 1, reorder: 1, seed: '3' })
    await room.hire()
    await room.hire()
    // what was held back comes within a minute
    await room.control('clock', { advanceSeconds: 60 })
    await room.told()
    expect((await delivered('change')).length).toBeGreaterThan(1)
    expect(wakes()).toHaveLength(1)
  })
})

describe('a burst', () => {
  test('of changes is one sync', async () => {
    await room.control('random', { tenantId: room.tenancies.small.tenantId, count: 200 })
    await room.told()
    expect(wakes()).toHaveLength(1)
  })

  test('that goes on wakes no sync within half a minute of the one before', async () => {
    await room.hire()
    const [first] = wakes()
    room.clock.advance(seconds(3))
    await room.hire()
    await room.hire()
    expect(wakes().map(({ at }) => at.getTime())).toEqual([
      first?.at.getTime(),
      (first?.at.getTime() ?? 0) + seconds(30),
    ])
  })

  test('of one call wakes each of its subscriptions once', async () => {
    const rows = [await subscriber.row('users'), await subscriber.row('groups')]
    const value = rows.flatMap(({ subscription_id: subscriptionId }) =>
      Array.from({ length: 500 }, () => ({ subscriptionId, clientState: 'guessed' })),
    )
    expect((await room.post(subscriber.connectionId, { value })).status).toBe(202)
    expect((await subscriber.row('users')).rejected).toBe('1')
    expect((await subscriber.row('groups')).rejected).toBe('1')
  })
})

describe('what is not Microsoft’s', () => {
  test('a wrong secret does nothing, and is counted', async () => {
    const body = await told({ clientState: 'guessed' })
    await room.post(subscriber.connectionId, body)
    await room.post(subscriber.connectionId, body)
    expect(wakes()).toEqual([])
    expect(await subscriber.row()).toMatchObject({ rejected: '2', notified_at: null })
  })

  test('no secret at all is a wrong one', async () => {
    await room.post(subscriber.connectionId, await told())
    expect(await subscriber.row()).toMatchObject({ rejected: '1', notified_at: null })
  })

  test('the audit log is told of it once an hour, with how many there were', async () => {
    const body = await told({ clientState: 'guessed' })
    for (let times = 0; times < 3; times += 1) await room.post(subscriber.connectionId, body)
    expect(room.deeds).toMatchObject([{ outcome: 'refused', reason: 'wrong_client_state', facts: { rejected: 1 } }])
    room.clock.advance(hours(1))
    await room.post(subscriber.connectionId, body)
    expect(room.deeds[1]).toMatchObject({ facts: { rejected: 4, address: '127.0.0.1' } })
  })

  test('a lifecycle event with a wrong secret changes nothing', async () => {
    const before = await subscriber.row()
    await room.post(
      subscriber.connectionId,
      await told({ clientState: 'guessed', lifecycleEvent: 'subscriptionRemoved' }),
    )
    expect(await subscriber.row()).toMatchObject({ subscription_id: before.subscription_id })
    expect(room.enqueued).toEqual([])
  })

  test('a subscription that nobody has is counted in the log, a line a minute', async () => {
    const stranger = { value: [{ subscriptionId: '00000000-0000-4000-8000-000000000001', clientState: 'x' }] }
    room.clock.advance(hours(1))
    for (let times = 0; times < 5; times += 1) await room.post(subscriber.connectionId, stranger)
    expect(room.logged.filter((line) => line.includes('nobody here has'))).toHaveLength(1)
  })

  test('another organisation’s connection in the address is no way in', async () => {
    const mine = subscriber
    const other = await room.subscriber()
    // the secret is right: it is what Microsoft sends to the other address
    const secret = room.simulator.world
      .tenancy(room.tenancies.small.tenantId)
      ?.subscriptions.live(room.simulator.world.now())
      .find(({ notificationUrl }) => notificationUrl.endsWith(mine.connectionId))
    const value = [{ subscriptionId: secret?.id, clientState: secret?.clientState }]
    await room.post(other.connectionId, { value })
    expect(room.wakes).toEqual([])
    expect(room.deeds).toMatchObject([{ subject: { id: mine.connectionId }, reason: 'wrong_client_state' }])
    // and at its own address it is taken
    await room.post(mine.connectionId, { value })
    expect(room.wakes).toMatchObject([{ connectionId: mine.connectionId }])
  })

  test('right, wrong, unknown and unreadable are answered alike', async () => {
    const stranger = { value: [{ subscriptionId: '00000000-0000-4000-8000-000000000001', clientState: 'x' }] }
    const known = await room.post(subscriber.connectionId, await told({ clientState: 'guessed' }))
    const answer = await seen(known)
    expect(answer).toMatchObject({ status: 202, body: '' })
    for (const body of [stranger, { value: [] }, { value: ['x', { subscriptionId: 7 }] }, [], 'text'])
      expect(await seen(await room.post(subscriber.connectionId, body))).toEqual(answer)
  })

  test('a body above the bound is refused unread', async () => {
    const response = await room.post(subscriber.connectionId, { value: ['x'.repeat(1_100_000)] })
    expect(response.status).toBe(413)
  })

  test('a body that is not JSON is refused', async () => {
    const address = `${room.url}/v1/inbound/microsoft-graph/${subscriber.connectionId}`
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(address, { method: 'POST', headers, body: '{' })).status).toBe(400)
  })
})

describe('the lifecycle of a subscription', () => {
  const looksNow = () => room.enqueued.filter(({ options }) => options.key === `${subscriber.connectionId} now`)
  const Authorised = z.object({
    subscriptions: z.array(z.object({ notificationUrl: z.string(), authorizedUntil: z.string() })),
  })
  const authorisedUntil = async () => {
    const { subscriptions } = Authorised.parse(await room.control('subscriptions'))
    return subscriptions.find(({ notificationUrl }) => notificationUrl.endsWith(subscriber.connectionId))
      ?.authorizedUntil
  }

  test('asked to vouch for it again, Atrium does, with a token that has its life before it', async () => {
    const before = await authorisedUntil()
    // 15 minutes before the token ends Microsoft asks: simulator/docs/notifications.md
    await room.pass(Date.parse(before ?? '') - room.simulator.world.now() - seconds(14 * 60))
    expect((await subscriber.row()).challenged_at).not.toBeNull()
    expect(looksNow().length).toBeGreaterThan(0)
    expect((await subscriber.notifications())?.state).toBe('renewing')
    await subscriber.lookAfter()
    expect(Date.parse((await authorisedUntil()) ?? '')).toBeGreaterThan(Date.parse(before ?? ''))
    expect((await subscriber.notifications())?.state).toBe('live')
    forget()
    await room.pass(seconds(15 * 60))
    await room.hire()
    expect(wakes()).toHaveLength(1)
  })

  const secretOf = async () => {
    const { subscription_id } = await subscriber.row()
    const { world } = room.simulator
    return world.tenancy(room.tenancies.small.tenantId)?.subscriptions.find(String(subscription_id), world.now())
  }

  test('the secret that Microsoft repeats stands in no row, job, entry or line of the log', async () => {
    const { clientState = '' } = (await secretOf()) ?? {}
    expect(clientState).toHaveLength(43)
    await room.hire()
    await room.post(subscriber.connectionId, await told({ clientState, lifecycleEvent: 'subscriptionRemoved' }))
    await subscriber.lookAfter()
    const rows = await room.sql<{ text: string }>('select to_jsonb(s)::text as text from change_subscription s')
    const written = JSON.stringify([rows, room.enqueued, room.audit, room.deeds, room.news, room.logged])
    for (const form of ['utf8', 'hex', 'base64'] as const)
      expect(written).not.toContain(Buffer.from(clientState).toString(form))
    expect(written).not.toContain(Buffer.from(clientState, 'base64url').toString('hex'))
  })

  // Microsoft has these two for Outlook's resources today, so they are sent by hand
  test('told that it was removed, Atrium makes a new one and looks at the gap', async () => {
    const before = await secretOf()
    const removed = { clientState: before?.clientState, lifecycleEvent: 'subscriptionRemoved' }
    await room.post(subscriber.connectionId, await told(removed))
    expect(wakes()).toHaveLength(1)
    expect(looksNow()).toHaveLength(1)
    expect((await subscriber.notifications())?.state).toBe('starting')
    await subscriber.lookAfter()
    expect((await subscriber.notifications())?.state).toBe('live')
    const ids = (await subscriber.atMicrosoft()).map(({ id }) => id)
    expect(ids).toHaveLength(2)
    expect(ids).not.toContain(before?.id)
  })

  test('told that something was missed, Atrium syncs', async () => {
    const before = await secretOf()
    await room.post(subscriber.connectionId, await told({ clientState: before?.clientState, lifecycleEvent: 'missed' }))
    expect(wakes()).toHaveLength(1)
    expect(looksNow()).toEqual([])
  })
})
