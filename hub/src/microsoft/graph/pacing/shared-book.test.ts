import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { days, settableClock } from '../../../kernel/time.ts'
import { lookupHmac, type Processes, processesOverOneDatabase } from '../../testing/processes.ts'
import { type AccountBook, type AccountName, memoryBook, type Rule } from './account-book.ts'
import { drawn } from './draw.ts'
import { urgencies } from './pacer.ts'
import { sharedBook } from './shared-book.ts'

const started = new Date('2026-03-01T09:00:00Z')
const clock = settableClock(started)
const name: AccountName = { clientId: 'app', tenantId: 'tenancy', limit: 'directory' }

let processes: Processes
beforeAll(async () => {
  processes = await processesOverOneDatabase()
})
afterAll(() => processes.close())
afterEach(() => processes.clear())

const now = () => clock.now().getTime()
const book = (): AccountBook => sharedBook({ database: processes.database, now, lookupHmac })
const level: Rule<number> = (account) => ({ account, result: account.level })
const units: Rule<number> = (account, pace) => ({ account, result: pace.units })
const take =
  (count: number): Rule<void> =>
  (account) => ({ account: { ...account, level: account.level - count }, result: undefined })
const accounts = async () => (await processes.owner.query('select version from throttle_account')).rowCount

test('changes of two processes at the same time are all kept', async () => {
  const books = [book(), book()]
  await Promise.all(Array.from({ length: 60 }, (_, index) => books[index % 2]?.change(name, take(1))))
  expect(await book().change(name, level)).toBe(3_150 - 60)
})

test('an account that two open at the same moment is one', async () => {
  await Promise.all([book().change(name, take(1)), book().change(name, take(1))])
  expect(await accounts()).toBe(1)
  expect(await book().change(name, level)).toBe(3_150 - 2)
})

test('an account that was cleared away meanwhile is opened again', async () => {
  const one = book()
  await one.change(name, take(100))
  await processes.owner.query('delete from throttle_account')
  expect(await one.change(name, level)).toBe(3_150)
})

test('the size of a tenancy counts for every application, also one that comes later, and elsewhere', async () => {
  const [one, other] = [book(), book()]
  await other.change(name, units)
  await one.sized('Tenancy', { people: 501 })
  await other.change(name, units)
  expect(await other.change(name, units)).toBe(8_000)
  expect(await other.change({ ...name, clientId: 'another' }, units)).toBe(8_000)
  expect(await other.change({ ...name, tenantId: 'elsewhere' }, units)).toBe(3_500)
})

test('licences and people are told by themselves', async () => {
  const one = book()
  const sharePoint: AccountName = { ...name, limit: 'sharePoint' }
  await one.change(sharePoint, units)
  await one.sized('tenancy', { people: 501, licences: 2_000 })
  await one.sized('tenancy', { people: 600 })
  await one.change(sharePoint, units)
  expect(await one.change(sharePoint, units)).toBe(2_400)
})

test('accounts that nobody drew on for a month are cleared away', async () => {
  await book().change(name, take(1))
  clock.advance(days(31))
  await book().change({ ...name, clientId: 'another' }, level)
  expect(await accounts()).toBe(1)
})

test('an account in the database comes to the same as one in memory, whoever draws', async () => {
  const History = fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 2_000 }),
      process: fc.constantFrom(0, 1),
      urgency: fc.constantFrom(...urgencies),
      needed: fc.integer({ min: 0, max: 400 }),
      most: fc.option(fc.integer({ min: -100, max: 3_500 }), { nil: undefined }),
      pausedFor: fc.integer({ min: 0, max: 500 }),
    }),
    { minLength: 5, maxLength: 25 },
  )
  await fc.assert(
    fc.asyncProperty(History, fc.uuid(), async (history, tenantId) => {
      clock.set(started)
      const inMemory = memoryBook(now)
      const books = [book(), book()]
      for (const { after, process, urgency, needed, most, pausedFor } of history) {
        clock.advance(after)
        const lesson = { at: now(), most, pausedUntil: now() + pausedFor }
        const draw = { drawer: `${process}`, urgency, needed, wanted: needed + 50, unspent: 0, underWay: 0, lesson }
        const rule: Rule<unknown> = (account, pace, at) => {
          const { account: next, ...result } = drawn(account, pace, draw, at)
          return { account: next, result: { ...result, next } }
        }
        const expected = await inMemory.change({ ...name, tenantId }, rule)
        expect(await books[process]?.change({ ...name, tenantId }, rule)).toEqual(expected)
      }
    }),
    { numRuns: 15 },
  )
})
