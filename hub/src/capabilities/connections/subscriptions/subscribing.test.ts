import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { days, hours, minutes } from '../../../kernel/time.ts'
import { type InboundRoom, inboundRoom, type Subscriber } from '../testing/inbound-room.ts'

let room: InboundRoom
let subscriber: Subscriber
beforeAll(async () => {
  room = await inboundRoom()
})
afterAll(() => room.close())
beforeEach(async () => {
  subscriber = await room.subscriber()
})
afterEach(async () => {
  await room.control('clear-faults', {})
  room.enqueued.length = 0
  room.wakes.length = 0
})

const fault = (rule: string) => room.control('fault', { rule })
const ids = async () => (await subscriber.atMicrosoft()).map(({ id }) => id)
const looks = () =>
  room.enqueued.filter(
    ({ queue, payload }) => queue === 'connections.subscriptions' && payload.connectionId === subscriber.connectionId,
  )
const state = async () => (await subscriber.notifications())?.state

describe('after a sync', () => {
  test('the subscriptions are looked after at once, as there are none', async () => {
    expect(looks().map(({ options }) => options.key)).toContain(`${subscriber.connectionId} now`)
    expect(await state()).toBe('starting')
  })

  test('they are not, where all is well', async () => {
    await subscriber.lookAfter()
    room.enqueued.length = 0
    const { organisationId, connectionId } = subscriber
    await room.connections.reader.note(organisationId, connectionId, { kind: 'read', resources: ['users'] })
    expect(looks()).toEqual([])
  })
})

describe('subscribing', () => {
  beforeEach(() => subscriber.lookAfter())

  test('makes one for people and one for groups, which are live', async () => {
    expect((await subscriber.atMicrosoft()).map(({ resource }) => resource).toSorted()).toEqual(['groups', 'users'])
    expect(await subscriber.notifications()).toMatchObject({
      state: 'live',
      next: null,
      address: room.url,
      lastNotificationAt: null,
      expiresAt: new Date(room.clock.now().getTime() + days(3)).toISOString(),
    })
  })

  test('keeps of the secret nothing but a hash', async () => {
    const { client_state_hash } = await subscriber.row()
    expect(client_state_hash).toHaveLength(32)
  })

  test('a second look changes nothing', async () => {
    const before = await ids()
    await subscriber.lookAfter()
    expect(await ids()).toEqual(before)
  })

  test('looks again when half of their life is over', () => {
    const due = looks().find(({ options }) => options.key?.endsWith(' due'))
    expect(due?.options.startAfter).toEqual(new Date(room.clock.now().getTime() + days(1.5)))
  })

  test('renews them then', async () => {
    const before = await ids()
    await room.pass(days(1.5))
    expect(await state()).toBe('renewing')
    await subscriber.lookAfter()
    expect(await ids()).toEqual(before)
    expect(await subscriber.notifications()).toMatchObject({
      state: 'live',
      expiresAt: new Date(room.clock.now().getTime() + days(3)).toISOString(),
    })
  })

  test('makes a new one, and has the gap looked at, where Microsoft has ended one', async () => {
    const [first = ''] = await ids()
    await room.control('remove-subscription', { tenantId: room.tenancies.small.tenantId, subscription: first })
    await room.pass(days(1.5))
    await subscriber.lookAfter()
    expect(await ids()).toHaveLength(2)
    expect(await ids()).not.toContain(first)
    expect(room.wakes.filter(({ connectionId }) => connectionId === subscriber.connectionId)).toHaveLength(1)
  })

  test('makes new ones where all have ended in a standstill', async () => {
    await room.pass(days(4))
    expect(await ids()).toEqual([])
    expect(await state()).toBe('starting')
    await subscriber.lookAfter()
    expect(await state()).toBe('live')
  })
})

describe('another address of the installation', () => {
  afterEach(() => {
    room.parts.inboundUrl = room.url
  })
  beforeEach(() => subscriber.lookAfter())

  test('is subscribed with anew, and what called the former one is ended', async () => {
    const before = await ids()
    room.parts.inboundUrl = room.url.replace('127.0.0.1', 'localhost')
    await subscriber.lookAfter()
    const there = await subscriber.atMicrosoft()
    expect(there.map(({ notificationUrl }) => new URL(notificationUrl).hostname)).toEqual(['localhost', 'localhost'])
    expect(there.map(({ id }) => id)).not.toEqual(expect.arrayContaining(before))
  })

  test('that is none any more ends them at the next sync', async () => {
    room.enqueued.length = 0
    room.parts.inboundUrl = undefined
    const { organisationId, connectionId } = subscriber
    await room.connections.reader.note(organisationId, connectionId, { kind: 'read', resources: ['users'] })
    expect(looks()).toHaveLength(1)
    await subscriber.lookAfter()
    expect(await subscriber.atMicrosoft()).toEqual([])
    expect(await subscriber.row()).toEqual({})
    expect(await state()).toBe('no_public_address')
  })
})

describe('of two workers at once', () => {
  test('one subscribes; the other looks again in a moment', async () => {
    await Promise.all([subscriber.lookAfter(), subscriber.lookAfter()])
    expect(await ids()).toHaveLength(2)
    expect(looks().filter(({ options }) => options.key?.endsWith(' busy'))).toHaveLength(1)
  })
})

describe('a lost answer', () => {
  test('leaves no second subscription behind', async () => {
    await fault('when POST /subscriptions, 1st call, then truncated body')
    await subscriber.lookAfter()
    expect((await subscriber.atMicrosoft()).map(({ resource }) => resource).toSorted()).toEqual(['groups', 'users'])
    expect(await state()).toBe('live')
  })

  test('of every try leaves none behind once Microsoft answers again', async () => {
    await fault('when POST /subscriptions, first 4 calls, then truncated body')
    await subscriber.lookAfter()
    expect(await subscriber.notifications()).toMatchObject({
      state: 'failing',
      next: expect.stringMatching(/by itself/),
    })
    await room.pass(minutes(2))
    await subscriber.lookAfter()
    expect((await subscriber.atMicrosoft()).map(({ resource }) => resource).toSorted()).toEqual(['groups', 'users'])
    expect(await state()).toBe('live')
  })

  test('does not end what another organisation has in the same tenancy by the same application', async () => {
    await subscriber.lookAfter()
    const other = await room.subscriber()
    await fault('when POST /subscriptions, 1st call, then truncated body')
    await other.lookAfter()
    expect(await other.atMicrosoft()).toHaveLength(2)
    expect(await ids()).toHaveLength(2)
  })
})

describe('what fails', () => {
  test('says that Microsoft cannot reach the address, and is tried again later and later', async () => {
    await fault('when POST /subscriptions, then 400 and code InvalidRequest')
    await subscriber.lookAfter()
    expect(await subscriber.notifications()).toMatchObject({
      state: 'failing',
      sentence: expect.stringMatching(/could not reach the address/),
    })
    const due = () => looks().findLast(({ options }) => options.key?.endsWith(' due'))?.options.startAfter
    expect(due()).toEqual(new Date(room.clock.now().getTime() + minutes(1)))
    await room.pass(minutes(1))
    await subscriber.lookAfter()
    expect(due()).toEqual(new Date(room.clock.now().getTime() + minutes(2)))
  })

  test('for want of a permission says so', async () => {
    await fault('when POST /subscriptions, then 403 and code accessDenied')
    await subscriber.lookAfter()
    expect(await subscriber.notifications()).toMatchObject({ next: expect.stringMatching(/Open Permissions/) })
  })

  test('in a renewal costs nothing while the subscription lasts', async () => {
    await subscriber.lookAfter()
    room.clock.advance(days(1.5))
    await fault('when PATCH /subscriptions/*, then 403 and code accessDenied')
    await subscriber.lookAfter()
    expect(await state()).toBe('renewing')
    await room.control('clear-faults', {})
    room.clock.advance(hours(1))
    await subscriber.lookAfter()
    expect(await state()).toBe('live')
  })

  test('where Microsoft had asked to vouch for it is said at once, as nothing is told until then', async () => {
    await subscriber.lookAfter()
    await room.pass(days(1.5))
    expect((await subscriber.row()).challenged_at).not.toBeNull()
    await fault('when PATCH /subscriptions/*, then 403 and code accessDenied')
    await subscriber.lookAfter()
    expect(await subscriber.notifications()).toMatchObject({
      state: 'failing',
      next: expect.stringMatching(/Permissions/),
    })
  })
})

describe('a revocation', () => {
  test('ends them at Microsoft and here', async () => {
    await subscriber.lookAfter()
    await room.call(subscriber.owner, 'connections.revoke', { connectionId: subscriber.connectionId })
    expect(await subscriber.atMicrosoft()).toEqual([])
    expect(await subscriber.row()).toEqual({})
    expect(await subscriber.notifications()).toBeNull()
  })

  test('does not wait for Microsoft’s agreement', async () => {
    await subscriber.lookAfter()
    await fault('when DELETE /subscriptions/*, then 403 and code accessDenied')
    await room.call(subscriber.owner, 'connections.revoke', { connectionId: subscriber.connectionId })
    expect(await subscriber.row()).toEqual({})
  })

  test('while Microsoft is asked leaves nothing here that would listen', async () => {
    const { owner, connectionId } = subscriber
    // the answer is held back until the revocation is done
    await fault('when POST /subscriptions, 1st call, then wait 1500 ms')
    await room.control('clear-requests', {})
    const looking = subscriber.lookAfter()
    await room.control('await-request', { method: 'GET', pathPattern: '/subscriptions' })
    await room.call(owner, 'connections.revoke', { connectionId })
    await looking
    expect(await subscriber.row()).toEqual({})
    await room.hire()
    expect(room.wakes.filter((wake) => wake.connectionId === connectionId)).toEqual([])
  })
})

test('without a public address nothing is subscribed to, and the connection says so', async () => {
  const closed = await inboundRoom({ address: 'none' })
  try {
    const alone = await closed.subscriber()
    expect(closed.enqueued.filter(({ queue }) => queue === 'connections.subscriptions')).toEqual([])
    await alone.lookAfter()
    expect(await alone.atMicrosoft()).toEqual([])
    expect(await alone.notifications()).toMatchObject({
      state: 'no_public_address',
      address: null,
      next: expect.stringMatching(/ATRIUM_INBOUND_URL/),
    })
  } finally {
    await closed.close()
  }
})
