import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Processes, processesOverOneDatabase } from '../../testing/processes.ts'
import { type VirtualTime, virtualTime } from '../../testing/virtual-time.ts'
import type { Cost, Heard, PacerRegistry, Urgency } from './pacer.ts'

/** The smallest tenancy: 3,500 units in ten seconds, of which bulk work never takes the last 350. */
const directory = (units: number): Cost => [{ limit: 'directory', units }]
const good: Heard = { status: 200, fields: [new Headers()] }
const telling = (share: string): Heard => ({
  status: 200,
  fields: [new Headers({ 'x-ms-throttle-limit-percentage': share })],
})

let processes: Processes
let time: VirtualTime
beforeAll(async () => {
  processes = await processesOverOneDatabase()
})
afterAll(() => processes.close())
beforeEach(() => {
  time = virtualTime()
})
afterEach(() => processes.clear())

const start = () => processes.start(time)
const acquire = (process: PacerRegistry, units: number, urgency: Urgency = 'bulk') =>
  process.of('app', 'tenancy').acquire(directory(units), urgency)
const settle = (process: PacerRegistry, units: number, heard = good) =>
  process.of('app', 'tenancy').settle(directory(units), heard)

/** How long a request has to wait: 0 where it goes at once, else what its process sleeps for. */
async function waitOf(process: PacerRegistry, units: number, urgency: Urgency = 'bulk'): Promise<number> {
  const giveUp = new AbortController()
  const asleep = time.nextSleep()
  const asked = process.of('app', 'tenancy').acquire(directory(units), urgency, { signal: giveUp.signal })
  const waits = await Promise.race([asleep, asked])
  giveUp.abort(new Error('seen enough'))
  await asked.catch(() => undefined)
  return waits
}

/** A process comes, spends everything that bulk work may take, and goes. */
async function allSpent(): Promise<void> {
  const process = start()
  await acquire(process, 3_150)
  settle(process, 3_150)
  await process.close()
}

describe('an account in the database', () => {
  test('is one for two processes', async () => {
    await allSpent()
    expect(await waitOf(start(), 35)).toBe(100)
    expect(await waitOf(start(), 70)).toBe(200)
  })

  test('is not forgotten by a restart, and fills meanwhile', async () => {
    await allSpent()
    await time.pass(60)
    expect(await waitOf(start(), 35)).toBe(40)
  })

  test('is another for another application', async () => {
    await allSpent()
    expect(await start().of('another app', 'tenancy').acquire(directory(3_150), 'bulk')).toBe(0)
  })

  test('is asked once for a slice, and not for each request in it', async () => {
    const process = start()
    await acquire(process, 1)
    settle(process, 1)
    await acquire(process, 1)
    const before = processes.writes
    for (let count = 0; count < 20; count++) await acquire(process, 1)
    expect(processes.writes).toBe(before)
  })

  test('gets back what a process did not use', async () => {
    const [one, other] = [start(), start()]
    await acquire(one, 50)
    settle(one, 50)
    await one.close()
    expect(await acquire(other, 3_100)).toBe(0)
    expect(await waitOf(other, 1)).toBeGreaterThan(0)
  })

  test('loses the slice of a process that died, and no more', async () => {
    const dead = start()
    await acquire(dead, 1)
    settle(dead, 1)
    await acquire(dead, 1)
    // 43.75 units are a slice of an eighth of a second; the first request went alone
    expect(await waitOf(start(), 3_456, 'action')).toBeGreaterThan(0)
    expect(await waitOf(start(), 3_455, 'action')).toBe(0)
  })

  test('tells another process the size of the tenancy', async () => {
    const [one, other] = [start(), start()]
    await acquire(one, 1)
    settle(one, 1)
    one.sized('tenancy', 100_000)
    await one.close()
    expect(await acquire(other, 7_000)).toBe(0)
  })

  test('is behind a key that says nothing', async () => {
    await acquire(start(), 1)
    const { rows } = await processes.owner.query('select row_to_json(a)::text as text from throttle_account a')
    expect(rows).toHaveLength(1)
    expect(rows[0].text).not.toMatch(/tenancy"?:?"?tenancy|app\b/)
    expect(rows[0].text).not.toContain(Buffer.from('tenancy').toString('hex'))
  })
})

describe('what one process hears binds the other', () => {
  test('a 429', async () => {
    const [one, other] = [start(), start()]
    await acquire(one, 1)
    settle(one, 1, { status: 429, fields: [new Headers()] })
    one.of('app', 'tenancy').pause(directory(1), 4_000)
    await one.close()
    expect(await waitOf(other, 1, 'action')).toBe(4_000)
  })

  test('how much of the limit is used', async () => {
    const [one, other] = [start(), start()]
    await acquire(one, 1)
    settle(one, 1, telling('1.0'))
    await one.close()
    expect(await waitOf(other, 35)).toBeGreaterThanOrEqual(100)
  })

  test('and is heard of within a quarter of a second, though it has units in hand', async () => {
    const [one, other] = [start(), start()]
    await acquire(one, 1)
    settle(one, 1)
    await acquire(one, 1)
    other.of('app', 'tenancy').pause(directory(1), 4_000)
    await other.close()
    await time.pass(250)
    expect(await waitOf(one, 1)).toBe(3_750)
  })
})

describe('urgent work', () => {
  test('finds the reserve that a bulk process of another left', async () => {
    await allSpent()
    expect(await acquire(start(), 350, 'action')).toBe(0)
  })

  test('that waits goes before bulk work of another process', async () => {
    const [bulk, urgent] = [start(), start()]
    await allSpent()
    await acquire(urgent, 350, 'action')
    const asleep = time.nextSleep()
    const action = acquire(urgent, 35, 'action')
    expect(await asleep).toBe(103)
    await time.pass(90)
    // 30 units have come since, but they are spoken for
    expect(await waitOf(bulk, 1)).toBe(50)
    await time.pass(13)
    expect(await action).toBe(103)
  })
})
