import { expect, test } from 'vitest'
import { type ModelLimit, modelLimit } from '../../testing/model-limit.ts'
import { type VirtualTime, virtualTime } from '../../testing/virtual-time.ts'
import { type AccountBook, memoryBook } from './account-book.ts'
import type { Cost, Pacers, Urgency } from './pacer.ts'
import { pacersOver } from './pacers-over.ts'
import { slicing } from './shared-pacers.ts'

/** Processes that share accounts as over PostgreSQL, kept in memory so that time is the test's; and Microsoft's side of the limit. */
function shared() {
  const time = virtualTime()
  const now = () => time.clock.now().getTime()
  const book = memoryBook(now)
  const microsoft = modelLimit(now, { units: 8_000, perMs: 10_000 })
  return { time, microsoft, process: (name: string) => processOf(time, book, name) }
}

function processOf(time: VirtualTime, book: AccountBook, drawer: string): Pacers {
  const onError = (error: unknown) => {
    throw error
  }
  const registry = pacersOver({ ports: time, book, drawer, slicing, onError })
  registry.sized('tenancy', 100_000)
  return registry.of('app', 'tenancy')
}

interface Load {
  lanes?: number
  units?: number
  urgency?: Urgency
}

/** So many requests at a time, each answered after 40 to 100 ms, each lane's next one at once. */
function load(
  { time, microsoft }: { time: VirtualTime; microsoft: ModelLimit },
  pacers: Pacers,
  { lanes = 64, units = 1, urgency = 'bulk' }: Load = {},
) {
  const got = { units: 0, waitedMs: 0, stopped: false }
  const cost: Cost = [{ limit: 'directory', units }]
  let jitter = 0
  const lane = async () => {
    while (!got.stopped) {
      got.waitedMs = Math.max(got.waitedMs, await pacers.acquire(cost, urgency))
      jitter = (jitter * 31 + 17) % 61
      await time.sleep(20 + jitter / 2)
      const heard = microsoft.ask(units)
      await time.sleep(20 + jitter / 2)
      pacers.settle(cost, heard)
      if (heard.status === 200) got.units += units
      else {
        pacers.pause(cost, 1_000)
        await time.sleep(1_000)
      }
    }
  }
  for (let count = 0; count < lanes; count++) void lane()
  return got
}

/** 800 units a second for ten seconds */
const allowed = 8_000

test.each([1, 3, 5])(
  'a lone import from an empty account gets at least 95 in 100 of the limit over ten seconds, in requests of %i units',
  async (units) => {
    const house = shared()
    house.microsoft.drain()
    const got = load(house, house.process('one'), { units })
    await house.time.pass(10_000)
    console.info(
      `from an empty account, ${units} units a request: ${((got.units / allowed) * 100).toFixed(1)} % of 800 units/s`,
    )
    expect(got.units).toBeGreaterThanOrEqual(0.95 * allowed)
    expect(house.microsoft.refused).toBe(0)
    await house.time.pass(10_000)
    expect(got.units).toBeGreaterThanOrEqual(0.95 * 2 * allowed)
    expect(house.microsoft.refused).toBe(0)
  },
)

test('two imports share what there is evenly, and are not refused', async () => {
  const house = shared()
  house.microsoft.drain()
  const one = load(house, house.process('one'))
  const two = load(house, house.process('two'), { lanes: 128 })
  await house.time.pass(10_000)
  expect(one.units + two.units).toBeGreaterThanOrEqual(0.95 * allowed)
  expect(one.units / two.units).toBeGreaterThan(0.9)
  expect(one.units / two.units).toBeLessThan(1.1)
  expect(house.microsoft.refused).toBe(0)
})

test('an import takes nothing of the time of a person who waits, nor of an action, in another process', async () => {
  const house = shared()
  load(house, house.process('importing'))
  await house.time.pass(20_000)
  const test = load(house, house.process('serving'), { lanes: 1, units: 3, urgency: 'interactive' })
  const action = load(house, house.process('acting'), { lanes: 1, urgency: 'action' })
  await house.time.pass(5_000)
  expect(action.units).toBeGreaterThan(50)
  expect(test.units).toBeGreaterThan(150)
  expect(Math.max(test.waitedMs, action.waitedMs)).toBe(0)
  expect(house.microsoft.refused).toBe(0)
})

test('another program of the same application is noticed before Microsoft refuses', async () => {
  const house = shared()
  const got = load(house, house.process('one'))
  const foreign = async () => {
    for (;;) {
      await house.time.sleep(100)
      house.microsoft.ask(40)
    }
  }
  await house.time.pass(1_000)
  void foreign()
  await house.time.pass(30_000)
  expect(got.units).toBeGreaterThan(0.4 * 3 * allowed)
  expect(house.microsoft.refused).toBeLessThanOrEqual(3)
})

test('a process that dies takes its slice with it, and nothing else', async () => {
  const house = shared()
  house.microsoft.drain()
  const dying = load(house, house.process('dying'))
  const living = load(house, house.process('living'))
  await house.time.pass(5_000)
  dying.stopped = true
  const before = living.units
  await house.time.pass(10_000)
  expect(living.units - before).toBeGreaterThanOrEqual(0.9 * allowed)
  expect(house.microsoft.refused).toBe(0)
})
