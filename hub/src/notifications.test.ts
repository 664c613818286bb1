import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Person, type TestHub, testHub } from '../testing/index.ts'
import { answerOf, connectOwn, imported, syncNow } from '../testing/whole/connect.ts'
import { type SimulatedMicrosoft, simulatedMicrosoft } from '../testing/whole/microsoft.ts'
import { minutes, seconds } from './kernel/time.ts'
import { takeLease } from './platform/database/lease.ts'

let microsoft: SimulatedMicrosoft
let hub: TestHub
let owner: Person
let connectionId: string
let database: pg.Client
beforeAll(async () => {
  microsoft = simulatedMicrosoft(40)
  hub = await testHub({ microsoft: microsoft.start, work: true, notifications: true })
  owner = await hub.asOwner()
  database = new pg.Client({ connectionString: hub.adminUrl, application_name: 'tests: notifications' })
  await database.connect()
  const clientSecret = 'the secret of an application of its own'
  const tenancy = microsoft.tenancy('large')
  const applicationId = await microsoft.ownApplication(tenancy, { secret: clientSecret })
  connectionId = await connectOwn(owner, tenancy, { applicationId, clientSecret })
  await imported(owner, connectionId)
})
afterAll(async () => {
  await database.end()
  await hub.close()
  await microsoft.close()
})
afterEach(() => microsoft.control('notifications', {}))

const Shown = z.object({
  notifications: z.object({
    state: z.string(),
    next: z.string().nullable(),
    lastNotificationAt: z.string().nullable(),
  }),
})
const shown = async () => Shown.parse(await answerOf(owner, 'GET', `/v1/connections/${connectionId}`)).notifications
async function state() {
  return (await shown()).state
}
const Run = z.object({ id: z.string(), trigger: z.string(), status: z.string() })
const runs = async () =>
  z.object({ items: z.array(Run) }).parse(await answerOf(owner, 'GET', '/v1/sync-runs?limit=100')).items
const doubted = async () => {
  const sql = 'select resource from change_subscription where unannounced_at is not null'
  return (await database.query<{ resource: string }>(sql)).rows.map(({ resource }) => resource)
}
/** how often a notification's sync found another run under way */
const putOff = async () => {
  const sql = `select count(*)::int as count from pgboss.job where name = 'directory.sync' and state = 'completed'
    and data ->> 'trigger' = 'notification' and completed_on > (select max(started_at) from sync_run)`
  return (await database.query<{ count: number }>(sql)).rows[0]?.count ?? 0
}
const Hired = z.looseObject({ id: z.string(), displayName: z.string() })
const hire = async () => Hired.parse(await microsoft.control('hire', {}))
const isKnown = async (id: string) => (await owner.ask(`/v1/people/${id}`)).status === 200
const Subscriptions = z.object({ subscriptions: z.array(z.object({ id: z.string(), resource: z.string() })) })
const subscriptionTo = async (resource: string) => {
  const { subscriptions } = Subscriptions.parse(await microsoft.control('subscriptions'))
  return subscriptions.find((one) => one.resource === resource)?.id
}

test('after the first import Microsoft tells of changes', async () => {
  await expect.poll(state, { timeout: 20_000 }).toBe('live')
})

test('a change at Microsoft arrives in the directory without the schedule', async () => {
  const before = (await runs())[0]?.id
  hub.clock.advance(seconds(1))
  const { id } = await hire()
  await imported(owner, connectionId, before)
  expect(await isKnown(id)).toBe(true)
  expect((await runs())[0]).toMatchObject({ trigger: 'notification', status: 'completed' })
  expect((await shown()).lastNotificationAt).not.toBeNull()
})

test('a burst that is told of while a run is under way is one more run when that one has ended', async () => {
  const { organisationId } = owner
  const before = (await runs())[0]?.id
  hub.clock.advance(seconds(1))
  // as if the last one had been woken long ago
  await database.query('update change_subscription set wakes_at = null')
  const lease = await takeLease(
    { ...hub.app, clock: hub.clock },
    { organisationId, name: `sync:${connectionId}`, seconds: 60 },
  )
  const hired = await Promise.all(Array.from({ length: 40 }, hire))
  await microsoft.control('await-deliveries', {})
  await expect.poll(putOff, { timeout: 20_000 }).toBeGreaterThan(0)
  await lease?.release()
  await imported(owner, connectionId, before)
  for (const { id } of hired) expect(await isKnown(id)).toBe(true)
  expect((await runs()).map(({ trigger }) => trigger)).toEqual(['notification', 'notification', 'first_import'])
})

test('such a sync reads by delta and leaves alone what Microsoft has no delta for', async () => {
  const [newest] = await runs()
  const { resources } = z
    .object({ resources: z.array(z.object({ resource: z.string(), mode: z.string() })) })
    .parse(await answerOf(owner, 'GET', `/v1/sync-runs/${newest?.id}`))
  expect(resources.map(({ mode }) => mode)).not.toContain('full')
})

test('changes that nothing told of are found by polling, and the silent subscription is made anew', async () => {
  const silent = await subscriptionTo('users')
  // whatever came before is long ago, and a sync has been since
  hub.clock.advance(minutes(20))
  await syncNow(owner, connectionId)
  hub.clock.advance(minutes(1))
  await microsoft.control('notifications', { drop: 1 })
  const { id } = await hire()
  await microsoft.control('await-deliveries', {})
  await syncNow(owner, connectionId)
  expect(await isKnown(id)).toBe(true)
  await expect.poll(doubted, { timeout: 20_000 }).toContain('users')
  // it is given time to come after all
  expect(await state()).toBe('live')
  hub.clock.advance(minutes(20))
  expect(await state()).toBe('quiet')
  await syncNow(owner, connectionId)
  await expect.poll(() => subscriptionTo('users'), { timeout: 20_000 }).not.toBe(silent)
  await expect.poll(() => subscriptionTo('users'), { timeout: 20_000 }).toBeDefined()
  expect(await state()).toBe('quiet')
  expect((await shown()).next).toMatch(/firewall/)
})

test('and it is trusted again once it tells of something', async () => {
  const users = await subscriptionTo('users')
  expect(users).toBeDefined()
  await hire()
  await expect.poll(state, { timeout: 20_000 }).toBe('live')
})
