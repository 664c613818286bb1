import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HOUR, MINUTE, type SubscribedCloud, startSubscribedCloud } from './testing/subscribed-cloud.ts'

let cloud: SubscribedCloud
/** Real milliseconds as the simulator measures them: they pass when the receiver says that it took so long. */
let stopwatch: number
beforeEach(async () => {
  stopwatch = 0
  cloud = await startSubscribedCloud({ monotonic: () => stopwatch })
})
afterEach(() => cloud.close())

const user = (nth = 30) => String(cloud.simulator.world.primary.store('user').at(nth)?.id)
const rename = (nth = 30) => cloud.control('rename', { user: user(nth), surname: `Marlowe ${stopwatch++}` })
const outcomes = () =>
  cloud
    .deliveries()
    .filter(({ kind }) => kind === 'change')
    .map(({ outcome }) => outcome)

describe('a change', () => {
  test('is told to the endpoint with everything that a subscriber checks', async () => {
    const { id, expirationDateTime } = (await cloud.subscribe()).body
    await rename()
    await cloud.settled()
    const [received] = cloud.receiver.received.slice(-1)
    expect(received?.contentType).toBe('application/json; charset=utf-8')
    expect(received?.body).toEqual({
      value: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          subscriptionId: id,
          subscriptionExpirationDateTime: expirationDateTime,
          clientState: 'secret of the subscriber',
          changeType: 'updated',
          resource: `users/${user()}`,
          tenantId: cloud.tenantId,
          resourceData: {
            '@odata.type': '#Microsoft.Graph.User',
            '@odata.id': `Users/${user()}`,
            id: user(),
          },
        },
      ],
    })
  })

  test('keeps the query of the notification URL', async () => {
    await cloud.subscribe({ notificationUrl: `${cloud.receiver.url}/notify?organisation=7` })
    await rename()
    await cloud.settled()
    expect(cloud.receiver.received.at(-1)?.path).toBe('/notify?organisation=7')
  })

  test('carries its etag and is named as its service names it', async () => {
    const app = await cloud.app(['Calendars.Read', 'Chat.Read.All'])
    await cloud.subscribe({ resource: `users/${user()}/events` }, app)
    await cloud.subscribe({ resource: 'chats/getAllMessages' }, app)
    cloud.happen(`users/${user()}/events/e1`, 'event', { etag: 'W/"1"' })
    cloud.happen('chats/c1/messages/m1', 'chatMessage')
    await cloud.settled()
    expect(cloud.receiver.notifications().map((one) => one.resourceData)).toEqual([
      {
        '@odata.type': '#Microsoft.Graph.Event',
        '@odata.id': `Users/${user()}/Events/e1`,
        '@odata.etag': 'W/"1"',
        id: 'e1',
      },
      { '@odata.type': '#microsoft.graph.chatMessage', '@odata.id': 'chats/c1/messages/m1', id: 'm1' },
    ])
  })

  test('of a new person is told as created and as updated', async () => {
    await cloud.subscribe({ changeType: 'created,updated' })
    await cloud.control('hire')
    await cloud.settled()
    const told = cloud.receiver.notifications().map(({ changeType }) => changeType)
    expect(told.slice(0, 2)).toEqual(['created', 'updated'])
  })

  test('of a membership is told to who watches the members', async () => {
    const [group] = [...cloud.simulator.world.primary.store('group')].filter(
      ({ properties }) => !JSON.stringify(properties.groupTypes).includes('Dynamic'),
    )
    const id = String(group?.id)
    await cloud.subscribe({ resource: `groups/${id}/members` })
    await cloud.control('update', { id, properties: { description: 'Another' } })
    const { id: member } = await cloud.control('hire')
    await cloud.control('add-to-group', { group: id, member: String(member) })
    await cloud.settled()
    expect(cloud.receiver.notifications()).toMatchObject([{ resource: `groups/${id}`, changeType: 'updated' }])
  })

  test('several at once share a POST, also for several subscriptions', async () => {
    await cloud.subscribe()
    await cloud.subscribe({ resource: `users/${user()}` })
    const before = cloud.receiver.received.length
    for (const nth of [30, 31, 32]) cloud.happen(`users/${user(nth)}`, 'user')
    await cloud.settled()
    expect(cloud.receiver.received.length - before).toBe(1)
    expect(cloud.receiver.notifications()).toHaveLength(4)
  })

  test('in another tenancy is not told', async () => {
    await cloud.subscribe()
    const other = cloud.simulator.world.tenancies[1]
    const [stranger] = [...(other?.store('user') ?? [])]
    await cloud.control('block', { tenantId: String(other?.profile.tenantId), user: String(stranger?.id) })
    await cloud.settled()
    expect(cloud.receiver.notifications()).toEqual([])
  })

  test('after the subscription’s end is not told', async () => {
    const { id } = (await cloud.subscribe()).body
    await cloud.graph(`/subscriptions/${String(id)}`, { method: 'DELETE' })
    await rename()
    await cloud.settled()
    expect(cloud.receiver.notifications()).toEqual([])
  })
})

describe('an endpoint that fails', () => {
  test('is called again at growing intervals until it takes the notification', async () => {
    await cloud.subscribe({ expirationDateTime: cloud.later(5 * HOUR) })
    cloud.receiver.answer(() => ({ status: 500 }))
    await rename()
    await cloud.settled()
    await cloud.pass(9)
    expect(outcomes()).toEqual(['failed'])
    await cloud.pass(1)
    expect(outcomes()).toEqual(['failed', 'failed'])
    cloud.receiver.answer()
    await cloud.pass(20)
    expect(outcomes()).toEqual(['failed', 'failed', 'delivered'])
    const [first, second, third] = cloud.receiver.notifications()
    expect([second, third]).toEqual([first, first])
  })

  test('is given up on after 4 hours', async () => {
    await cloud.subscribe({ expirationDateTime: cloud.later(9 * HOUR) })
    cloud.receiver.answer(() => ({ status: 503 }))
    await rename()
    await cloud.settled()
    for (let minutes = 0; minutes <= 270; minutes += 10) await cloud.pass(10 * MINUTE)
    expect(outcomes().at(-1)).toBe('discarded')
    const calls = cloud.receiver.received.length
    await cloud.pass(HOUR)
    expect(cloud.receiver.received).toHaveLength(calls)
  })

  test('and refuses connections is called again as well', async () => {
    await cloud.subscribe()
    await cloud.receiver.close()
    await rename()
    await cloud.settled()
    expect(cloud.deliveries().at(-1)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/ECONNREFUSED/),
    })
  })

  test('does not answer in time: the notification counts as not taken', async () => {
    await cloud.subscribe()
    await cloud.control('notifications', { answerWithinMs: 20 })
    cloud.receiver.answer(() => undefined)
    await rename()
    await cloud.settled()
    expect(cloud.deliveries().at(-1)).toMatchObject({ outcome: 'failed', reason: 'no answer within 20 ms' })
  })

  test('takes longer than 3 s to say 202: that is too late', async () => {
    await cloud.subscribe()
    cloud.receiver.answer(() => {
      stopwatch += 3_001
      return { status: 202 }
    })
    await rename()
    await cloud.settled()
    expect(outcomes()).toEqual(['failed'])
  })

  test('redirects: nobody follows', async () => {
    await cloud.subscribe()
    cloud.receiver.answer(() => ({ status: 307 }))
    await rename()
    await cloud.settled()
    expect(outcomes()).toEqual(['failed'])
  })
})

describe('a slow endpoint', () => {
  /** Sends 100 notifications one by one, of which so many are answered slowly, though in time. */
  async function answered(slow: number) {
    await cloud.subscribe()
    let count = 0
    cloud.receiver.answer(() => {
      stopwatch += count++ < slow ? 2_950 : 5
      return { status: 202 }
    })
    for (let i = 0; i < 100; i++) {
      cloud.happen(`users/${user()}`, 'user')
      await cloud.settled()
    }
    expect(outcomes()).toEqual(Array.from({ length: 100 }, () => 'delivered'))
  }

  test('is served as usual while fewer than 10 % of its answers are slow', async () => {
    await answered(9)
    await rename()
    await cloud.settled()
    expect(outcomes()).toHaveLength(101)
  })

  test('waits 10 minutes for everything once 10 % are', async () => {
    await answered(10)
    await rename()
    await cloud.settled()
    await cloud.pass(10 * MINUTE - 1)
    expect(outcomes()).toHaveLength(100)
    await cloud.pass(1)
    expect(outcomes()).toHaveLength(101)
  })

  test('gets nothing any more at 15 %, until 10 minutes have passed', async () => {
    await answered(15)
    await rename()
    await cloud.settled()
    expect(outcomes().at(-1)).toBe('dropped')
    await cloud.pass(10 * MINUTE)
    await rename(31)
    await cloud.settled()
    expect(outcomes().at(-1)).toBe('delivered')
  })
})

describe('disorder on order', () => {
  async function subscribedWith(settings: { [name: string]: number | string }) {
    await cloud.subscribe()
    await cloud.control('notifications', settings)
  }
  const toldOf = () => cloud.receiver.notifications().map(({ resourceData }) => Object(resourceData).id)

  test('duplicate: the same notification arrives twice', async () => {
    await subscribedWith({ duplicate: 1 })
    await rename()
    await cloud.settled()
    const [first, ...rest] = cloud.receiver.notifications()
    expect(rest).toEqual([first])
  })

  test('drop: it never arrives, and the record says so', async () => {
    await subscribedWith({ drop: 1 })
    await rename()
    await cloud.settled()
    expect(cloud.receiver.notifications()).toEqual([])
    expect(outcomes()).toEqual(['lost'])
  })

  test('delayMs: it arrives when so much simulated time has passed', async () => {
    await subscribedWith({ delayMs: 45_000 })
    await rename()
    await cloud.pass(44)
    expect(toldOf()).toEqual([])
    await cloud.pass(1)
    expect(toldOf()).toEqual([user()])
  })

  test('reorder: later ones overtake, the same way for the same seed', async () => {
    const nth = Array.from({ length: 12 }, (_, i) => 30 + i)
    const arrivals: string[][] = []
    await cloud.subscribe()
    for (let round = 0; round < 2; round++) {
      await cloud.control('notifications', { reorder: 0.5, seed: 'a' })
      const before = toldOf().length
      for (const one of nth) cloud.happen(`users/${user(one)}`, 'user')
      await cloud.pass(MINUTE)
      arrivals.push(toldOf().slice(before))
    }
    const [first = [], second] = arrivals
    expect(first).not.toEqual(nth.map(user))
    expect([...first].sort()).toEqual(nth.map(user).sort())
    expect(second).toEqual(first)
  })

  test.each([{ duplicate: 2 }, { drop: -1 }, { shuffle: 1 }])('%j is refused', async (settings) => {
    expect((await cloud.control('notifications', settings)).error).toEqual(expect.any(String))
  })
})

test('the control door shows subscriptions and deliveries, and waits for them', async () => {
  const { id } = (await cloud.subscribe()).body
  await rename()
  expect(await cloud.control('await-deliveries')).toEqual({ idle: true })
  expect((await cloud.read('subscriptions')).subscriptions).toMatchObject([{ id, resource: 'users' }])
  expect((await cloud.read('deliveries')).deliveries).toMatchObject([
    { kind: 'validation', outcome: 'delivered' },
    { kind: 'change', outcome: 'delivered', status: 202, attempt: 1, items: 1, subscriptionIds: [id] },
  ])
})
