import { describe, expect, test } from 'vitest'
import { fakePorts } from '../../testing/fake-ports.ts'
import { virtualTime } from '../../testing/virtual-time.ts'
import { inProcessPacers } from './in-process-pacers.ts'
import type { Cost, Heard } from './pacer.ts'

/** The smallest tenancy: 3,500 units in ten seconds, of which bulk work never takes the last 350. */
const directory = (units: number): Cost => [{ limit: 'directory', units }]
const outlook: Cost = [{ limit: 'outlook', place: 'users/u', units: 1 }]
const heard = (fields: Record<string, string> = {}, status = 200): Heard => ({ status, fields: [new Headers(fields)] })

function made() {
  const ports = fakePorts()
  const registry = inProcessPacers(ports)
  const pacers = registry.of('app', 'tenancy')
  const spend = async (units: number, answer: Heard | undefined = heard()) => {
    const waited = await pacers.acquire(directory(units), 'bulk')
    pacers.settle(directory(units), answer)
    return waited
  }
  return { ports, registry, pacers, spend }
}

describe('the account of a process', () => {
  test('gives what it holds at once, then at its rate, and tells the wait', async () => {
    const { spend } = made()
    expect(await spend(3_150)).toBe(0)
    expect(await spend(35)).toBe(100)
    expect(await spend(350)).toBe(1_000)
  })

  test('holds no more than its size, however long nobody asks', async () => {
    const { spend, ports } = made()
    ports.clock.advance(3_600_000)
    expect(await spend(3_150)).toBe(0)
    expect(await spend(35)).toBe(100)
  })

  test('believes Microsoft’s count over its own, in both directions', async () => {
    const { spend } = made()
    await spend(3_100, heard({ 'x-ms-resource-unit': '3150' }))
    expect(await spend(35, heard({ 'x-ms-resource-unit': '1' }))).toBe(100)
    expect(await spend(34)).toBe(0)
  })

  test('learns from one answer that it is emptier than it thought', async () => {
    const { spend, pacers } = made()
    await spend(1, heard({ 'x-ms-throttle-limit-percentage': '1.0' }))
    expect(await pacers.acquire(directory(343), 'bulk')).toBe(1_000)
  })

  test('goes at the rate of the limit where all of it is used, and slower where more is', async () => {
    const { spend, pacers } = made()
    await spend(1, heard({ 'x-ms-throttle-limit-percentage': '1.0' }))
    expect(await spend(35, heard({ 'x-ms-throttle-limit-percentage': '1.0' }))).toBe(103)
    await spend(35, heard({ 'x-ms-throttle-limit-percentage': '1.25' }))
    // owes 700 units, and time pays half as fast
    expect(await pacers.acquire(directory(1), 'bulk')).toBe(4_088)
  })

  test('lets nobody through before a pause is over, urgent or not', async () => {
    const { pacers } = made()
    pacers.pause(directory(1), 4_000)
    expect(await pacers.acquire(directory(1), 'action')).toBe(4_000)
  })

  test('pauses as long as RateLimit-Reset says', async () => {
    const { pacers } = made()
    const cost: Cost = [{ limit: 'sharePoint', units: 2 }]
    await pacers.acquire(cost, 'bulk')
    pacers.settle(cost, heard({ 'RateLimit-Remaining': '0', 'RateLimit-Reset': '7' }))
    expect(await pacers.acquire(cost, 'bulk')).toBe(7_000)
  })

  test('is one for all who ask, and another for each application and tenancy', async () => {
    const { registry, spend } = made()
    await spend(3_150)
    expect(await registry.of('app', 'tenancy').acquire(directory(35), 'bulk')).toBe(100)
    expect(await registry.of('other', 'tenancy').acquire(directory(3_150), 'bulk')).toBe(0)
    expect(await registry.of('app', 'another').acquire(directory(3_150), 'bulk')).toBe(0)
  })

  test('is one for all applications where the limit is the tenancy’s', async () => {
    const { registry } = made()
    const cost: Cost = [{ limit: 'identityProtection', units: 1 }]
    await registry.of('app', 'tenancy').acquire(cost, 'interactive')
    expect(await registry.of('other', 'Tenancy').acquire(cost, 'interactive')).toBe(1_000)
  })

  test('grows with the tenancy’s size once it is known', async () => {
    const { registry, spend } = made()
    registry.sized('tenancy', 2_500)
    await spend(1)
    expect(await spend(7_199)).toBe(0)
    expect(await spend(80)).toBe(100)
  })

  test('a request on two limits waits for both, and spends nothing where it gives up', async () => {
    const { registry, ports } = made()
    const pacers = registry.of('app', 'tenancy')
    const place: Cost = [{ limit: 'teamsPlace', place: 'teams/t', units: 4 }]
    const both: Cost = [...place, { limit: 'teams', units: 1 }]
    pacers.pause([{ limit: 'teams', units: 1 }], 60_000)
    const giveUp = new AbortController()
    ports.sleep = async () => giveUp.abort(new Error('enough'))
    await expect(pacers.acquire(both, 'action', { signal: giveUp.signal })).rejects.toThrow('enough')
    expect(await pacers.acquire(place, 'action')).toBe(0)
  })
})

describe('who waits', () => {
  const waiting = () => {
    const time = virtualTime()
    const pacers = inProcessPacers(time).of('app', 'tenancy')
    const gone: string[] = []
    const ask = (name: string, units: number, urgency: 'action' | 'interactive' | 'bulk', signal?: AbortSignal) =>
      pacers.acquire(directory(units), urgency, { signal }).then(
        () => void gone.push(name),
        (error: Error) => void gone.push(error.message),
      )
    const emptied = async () => {
      await pacers.acquire(directory(3_500), 'action')
      pacers.settle(directory(3_500), heard())
    }
    return { time, ask, gone, emptied }
  }

  test('goes in the order of urgency, then in the order of coming', async () => {
    const { time, ask, gone, emptied } = waiting()
    await emptied()
    void ask('first of a sync', 35, 'bulk')
    void ask('second of a sync', 35, 'bulk')
    void ask('a test', 35, 'interactive')
    void ask('an action', 35, 'action')
    await time.pass(10_000)
    expect(gone).toEqual(['an action', 'a test', 'first of a sync', 'second of a sync'])
  })

  test('does not hold others by giving up', async () => {
    const { time, ask, gone, emptied } = waiting()
    await emptied()
    const giveUp = new AbortController()
    void ask('never', 3_000, 'interactive', giveUp.signal)
    void ask('soon', 35, 'bulk')
    await time.pass(50)
    giveUp.abort(new Error('enough'))
    await time.pass(10_000)
    expect(gone).toEqual(['enough', 'soon'])
  })
})

test('who cannot wait so long is told at once, and by how much', async () => {
  const { pacers, ports } = made()
  pacers.pause(directory(1), 60_000)
  const until = ports.clock.now().getTime() + 20_000
  await expect(pacers.acquire(directory(1), 'interactive', { until })).rejects.toMatchObject({ waitMs: 60_000 })
  expect(ports.slept).toEqual([])
})

test('a mailbox has four requests under way, and a fifth when one is over', async () => {
  const time = virtualTime()
  const pacers = inProcessPacers(time).of('app', 'tenancy')
  let sent = 0
  for (let count = 0; count < 5; count++) void pacers.acquire(outlook, 'interactive').then(() => sent++)
  void pacers.acquire([{ limit: 'outlook', place: 'users/other', units: 1 }], 'interactive').then(() => sent++)
  await time.pass(1_000)
  expect(sent).toBe(5)
  pacers.settle(outlook, heard())
  await time.pass(100)
  expect(sent).toBe(6)
})
