import { describe, expect, test } from 'vitest'
import { fakePorts } from '../testing/fake-ports.ts'
import { inProcessPacers } from './pacers.ts'
import { costOf } from './resource-units.ts'
import { directoryRate, tokenBucket } from './token-bucket.ts'

const graph = (path: string) => new URL(`https://graph.microsoft.com/v1.0${path}`)

test.each([
  ['/users', 2],
  ['/users?$select=id', 1],
  ['/users?$top=5', 1],
  ['/users?$top=20', 2],
  ['/users?$expand=manager', 3],
  ['/users?$select=id&$expand=manager', 2],
  ['/users/delta?$select=id', 1],
  ['/groups/g/members', 3],
  ['/groups/g/members?$select=id&$top=999', 2],
  ['/groups/g/transitiveMembers/microsoft.graph.user', 5],
  ['/users/u/memberOf', 2],
  ['/subscribedSkus', 3],
  ['/oauth2PermissionGrants', 2],
  ['/servicePrincipals/s/appRoleAssignments', 2],
  ['/servicePrincipals/s/appRoleAssignedTo', 1],
  ['/organization?$select=id&$top=1', 1],
])('%s costs %i', (path, units) => {
  expect(costOf(graph(path))).toEqual({ limit: 'directory', units })
})

test('sign-in logs draw on a limit of their own, one request each', () => {
  expect(costOf(graph('/auditLogs/signIns?$top=1000'))).toEqual({ limit: 'reports', units: 1 })
})

test.each([
  [0, 3_500],
  [49, 3_500],
  [50, 5_000],
  [500, 5_000],
  [501, 8_000],
])('a tenancy of %i people has %i units in ten seconds', (people, units) => {
  expect(directoryRate(people)).toEqual({ units, perMs: 10_000 })
})

describe('the bucket', () => {
  const rate = { units: 100, perMs: 10_000 }
  const made = () => {
    const ports = fakePorts()
    return { ports, bucket: tokenBucket(ports, rate) }
  }

  test('gives what it holds at once, then at its rate, and tells the wait', async () => {
    const { bucket } = made()
    expect(await bucket.acquire(100)).toBe(0)
    expect(await bucket.acquire(1)).toBe(100)
    expect(await bucket.acquire(10)).toBe(1_000)
  })

  test('holds no more than its size, however long nobody asks', async () => {
    const { bucket, ports } = made()
    ports.clock.advance(3_600_000)
    await bucket.acquire(100)
    expect(await bucket.acquire(1)).toBe(100)
  })

  test('waiters together do not exceed the rate', async () => {
    const { bucket, ports } = made()
    await bucket.acquire(100)
    const started = ports.clock.now().getTime()
    await Promise.all(Array.from({ length: 20 }, () => bucket.acquire(5)))
    expect(ports.clock.now().getTime() - started).toBeGreaterThanOrEqual(10_000)
  })

  test('believes Microsoft’s count over its own', async () => {
    const { bucket } = made()
    await bucket.acquire(90)
    bucket.observe(new Headers({ 'x-ms-resource-unit': '100' }), 90)
    expect(await bucket.acquire(1)).toBe(100)
  })

  test.each([
    ['0.5', 100],
    ['0.8', 100],
    ['1.0', 200],
    ['1.8', 1_000],
  ])('at %s of the limit one unit takes %i ms', async (share, wait) => {
    const { bucket } = made()
    await bucket.acquire(100)
    bucket.observe(new Headers({ 'x-ms-throttle-limit-percentage': share }), 0)
    expect(Math.round((await bucket.acquire(1)) / 10) * 10).toBe(wait)
  })

  test('goes back to its rate ten seconds after the last warning', async () => {
    const { bucket, ports } = made()
    bucket.observe(new Headers({ 'x-ms-throttle-limit-percentage': '1.0' }), 0)
    ports.clock.advance(10_001)
    await bucket.acquire(100)
    expect(await bucket.acquire(1)).toBe(100)
  })

  test('lets nobody through before a pause is over', async () => {
    const { bucket } = made()
    bucket.pause(4_000)
    expect(await bucket.acquire(1)).toBe(4_000)
  })

  test('gives back what a caller who gave up had reserved', async () => {
    const giveUp = new AbortController()
    const ports = fakePorts()
    const sleep = async (milliseconds: number, signal?: AbortSignal) => {
      giveUp.abort(new Error('enough'))
      await ports.sleep(milliseconds, signal)
    }
    const bucket = tokenBucket({ clock: ports.clock, sleep }, rate)
    await bucket.acquire(100)
    await expect(bucket.acquire(50, giveUp.signal)).rejects.toThrow('enough')
    ports.clock.advance(1_000)
    expect(await bucket.acquire(10)).toBe(0)
  })
})

test('pacers are shared by application and tenancy, and grow when the tenancy’s size is known', async () => {
  const ports = fakePorts()
  const pacers = inProcessPacers(ports)
  expect(pacers.of('app', 'a')).toStrictEqual(pacers.of('app', 'a'))
  await pacers.of('app', 'a').directory.acquire(3_500)
  expect(await pacers.of('other', 'a').directory.acquire(3_500)).toBe(0)
  pacers.sized('a', 2_500)
  expect(await pacers.of('app', 'a').directory.acquire(4_500)).toBe(0)
  expect(await pacers.of('app', 'a').directory.acquire(8)).toBe(10)
})
