import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../testing/index.ts'
import { minutes, seconds, settableClock } from '../../kernel/time.ts'
import { connectDatabase, type Database } from './database.ts'
import { LeaseLost, takeLease } from './lease.ts'
import { statement } from './statement.ts'

const organisationId = '0197a000-0000-7000-8000-000000000001'
const clock = settableClock(new Date('2026-03-01T08:00:00Z'))
const rename = statement<{ name: string }, unknown>('update organisation set name = :name')
const nameNow = statement<Record<string, never>, { name: string }>('select name from organisation')
const insertOrganisation = statement<{ organisationId: string }, unknown>(`
  insert into organisation (organisation_id, name, created_at) values (:organisationId, 'before', '2026-01-01')`)

let cloned: TestDatabase
let database: Database

beforeAll(async () => {
  cloned = await testDatabase()
  database = connectDatabase(cloned.applicationUrl)
  await database.write({ organisationId }, (writer) => writer.run(insertOrganisation, { organisationId }))
})
afterAll(async () => {
  await database.close()
  await cloned.drop()
})

const take = (holder: string, name: string) =>
  takeLease({ database, clock }, { organisationId, name, holder, seconds: 30 })
const held = async (holder: string, name: string) => {
  const lease = await take(holder, name)
  if (!lease) throw new Error('the lease was not free')
  onTestFinished(() => lease.release())
  return lease
}

test('a second holder gets nothing while the first one holds it', async () => {
  await held('one', 'work-a')
  expect(await take('other', 'work-a')).toBeUndefined()
})

test('of two that take at the same time one gets it', async () => {
  const taken = await Promise.all(['one', 'other', 'third'].map((holder) => take(holder, 'race')))
  expect(taken.filter((lease) => lease !== undefined)).toHaveLength(1)
  for (const lease of taken) await lease?.release()
})

test('a released lease is free at once, with a higher number', async () => {
  const first = await held('one', 'work-b')
  await first.release()
  expect((await held('other', 'work-b')).fencing).toBe(first.fencing + 1)
})

test('a renewed lease holds past its first end', async () => {
  const lease = await held('one', 'work-c')
  clock.advance(seconds(20))
  expect(await lease.renew()).toBe(true)
  clock.advance(seconds(20))
  expect(await take('other', 'work-c')).toBeUndefined()
})

test('a holder paused past its end can neither write, renew nor release', async () => {
  const paused = await held('one', 'work-d')
  clock.advance(minutes(1))
  const successor = await held('other', 'work-d')
  const write = database.write({ organisationId }, async (writer) => {
    await writer.run(rename, { name: 'written by the paused holder' })
    await paused.check(writer)
  })
  await expect(write).rejects.toThrow(LeaseLost)
  expect(paused.lost.aborted).toBe(true)
  expect(await paused.renew()).toBe(false)
  await paused.release()
  const now = await database.write({ organisationId }, async (writer) => {
    await successor.check(writer)
    return writer.first(nameNow, {})
  })
  expect(now).toEqual({ name: 'before' })
})

test('a holder past its end cannot write even where nobody took over', async () => {
  const paused = await held('one', 'work-e')
  clock.advance(minutes(1))
  const write = database.write({ organisationId }, (writer) => paused.check(writer))
  await expect(write).rejects.toThrow(LeaseLost)
})

test('a successor waits until the transaction that checked the lease has committed', async () => {
  const lease = await held('one', 'work-f')
  const order: string[] = []
  let taking: Promise<unknown> = Promise.resolve()
  await database.write({ organisationId }, async (writer) => {
    await lease.check(writer)
    clock.advance(minutes(1))
    taking = held('other', 'work-f').then(() => order.push('taken'))
    await waitingForALock(writer)
    order.push('written')
  })
  await taking
  expect(order).toEqual(['written', 'taken'])
})

test('a lease renews itself, and says when it is lost', async () => {
  const lease = await takeLease({ database, clock }, { organisationId, name: 'work-g', seconds: 0.1 })
  if (!lease) throw new Error('the lease was not free')
  clock.advance(50)
  await renewedNow(100)
  clock.advance(75)
  expect(lease.lost.aborted, 'it was renewed in the meantime').toBe(false)
  const lost = new Promise((resolve) => lease.lost.addEventListener('abort', resolve))
  clock.advance(minutes(1))
  await lost
  expect(lease.lost.reason).toBeInstanceOf(LeaseLost)
})

const leaseEnd = statement<Record<string, never>, { expiresAt: Date }>(
  `select expires_at as "expiresAt" from lease where name = 'work-g'`,
)

async function renewedNow(milliseconds: number): Promise<void> {
  const wanted = clock.now().getTime() + milliseconds
  const end = () => database.read({ organisationId }, (reader) => reader.first(leaseEnd, {}))
  while ((await end())?.expiresAt.getTime() !== wanted);
}

const waiting = statement<Record<string, never>, { waiting: boolean }>(
  'select exists (select from pg_locks where not granted) as waiting from pg_sleep(0.01)',
)

/** PostgreSQL gives no event for a lock that is waited for, so it is asked until it says so. */
async function waitingForALock(reader: Parameters<Parameters<Database['read']>[1]>[0]): Promise<void> {
  while (!(await reader.first(waiting, {}))?.waiting);
}
