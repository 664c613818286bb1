import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { errorOf, startTestCloud, TEST_APP, type TestCloud, valuesOf } from '../testing/cloud.ts'
import { truthOf } from '../world/truth.ts'

let cloud: TestCloud
beforeEach(async () => {
  cloud = await startTestCloud()
})
afterEach(() => cloud.close())

describe('the record of requests', () => {
  test('says who asked what, what let it in, and how it ended', async () => {
    await cloud.graph('/users?$top=2')
    await cloud.graph('/users/nobody')
    await cloud.graph('/users', { headers: { authorization: '' } })
    const { requests } = await cloud.read('requests?pathPattern=/users**')
    expect(requests).toMatchObject([
      { method: 'GET', path: '/users', query: '$top=2', status: 200, appId: TEST_APP, permission: 'User.Read.All' },
      { path: '/users/nobody', status: 404, permission: 'User.Read.All' },
      { path: '/users', status: 401 },
    ])
  })

  test('has each item of a batch, and what a fault struck', async () => {
    const { id } = await cloud.control('fault', { rule: 'when GET /groups, then 503' })
    const request = (id: string, url: string, dependsOn: string[]) => ({ id, method: 'GET', url, dependsOn })
    await cloud.graph('/$batch', {
      method: 'POST',
      body: { requests: [request('1', '/users?$top=1', []), request('2', '/groups', ['1'])] },
    })
    const { requests } = await cloud.read('requests?service=graph')
    expect(requests).toMatchObject([
      { path: '/users', batched: true, status: 200 },
      { path: '/groups', batched: true, status: 503, fault: id },
      { path: '/$batch', batched: false, status: 200 },
    ])
  })

  test('can be awaited, whether the call is still to come or already past', async () => {
    const waiting = cloud.control('await-request', { method: 'GET', pathPattern: '/groups/*/members', count: 2 })
    const group = String(valuesOf((await cloud.graph('/groups?$top=1')).body)[0]?.id)
    await cloud.graph(`/groups/${group}/members`)
    await cloud.graph(`/groups/${group}/members`)
    expect((await waiting).requests).toHaveLength(2)
    const past = await cloud.control('await-request', { pathPattern: '/groups' })
    expect(past.requests).toMatchObject([{ path: '/groups' }])
  })

  test('a call that does not come is said to have not come', async () => {
    const { error } = await cloud.control('await-request', { pathPattern: '/never', timeoutSeconds: 0 })
    expect(error).toBe('any method, /never: 0 of 1 came within 0 s')
  })

  test('is held against what was expected, in number and in order', async () => {
    const { latest } = await cloud.read('requests')
    await cloud.graph('/users?$top=1')
    await cloud.graph('/groups?$top=1')
    const users = { method: 'GET', pathPattern: '/users' }
    const groups = { method: 'GET', pathPattern: '/groups' }
    const assert = (more: object) => cloud.control('assert', { since: latest ?? 0, ...more })
    expect(await assert({ expectations: [users, { ...groups, times: 1 }], inOrder: true })).toEqual({
      met: true,
      unmet: [],
    })
    expect(await assert({ expectations: [groups, users], inOrder: true })).toMatchObject({
      met: false,
      unmet: ['GET, /users: did not come after GET, /groups'],
    })
    expect(
      await assert({
        expectations: [
          { ...users, times: 2 },
          { pathPattern: '/devices', atMost: 0 },
        ],
      }),
    ).toEqual({
      met: false,
      unmet: ['GET, /users: expected 2, found 1'],
    })
  })
})

describe('disorder by rule', () => {
  test('an expired page token strikes only who follows a nextLink', async () => {
    await cloud.control('fault', { rule: 'when GET /users, then expired page token' })
    const first = await cloud.graph('/users?$top=5')
    expect(first.status).toBe(200)
    const second = await cloud.graph(String(first.body['@odata.nextLink']))
    expect(errorOf(second).code).toBe('Directory_ExpiredPageToken')
  })

  test('a permission withdrawn in mid-run is gone when the token is renewed', async () => {
    await cloud.control('fault', { rule: 'when GET /groups, 2nd call, then withdraw Group.Read.All' })
    await cloud.graph('/groups?$top=1')
    expect((await cloud.graph('/groups?$top=1')).status).toBe(200)
    await cloud.renew()
    const { requests } = await cloud.read('requests?pathPattern=/groups')
    expect(requests).toMatchObject([{ permission: 'Group.Read.All' }, { permission: 'Group.Read.All' }])
    await cloud.graph('/groups?$top=1')
    const after = valuesOf({ value: (await cloud.read('requests?pathPattern=/groups')).requests ?? [] }).at(-1)
    expect(after?.permission).not.toBe('Group.Read.All')
  })

  test('by probability is the same for the same seed', async () => {
    const statuses = async (on: TestCloud) => {
      await on.control('fault', { id: 'dice', rule: 'when GET /users/*, 40% of calls, then 503' })
      const path = `/users/admin@${on.simulator.world.primary.profile.domain}`
      const seen: number[] = []
      for (let i = 0; i < 20; i++) seen.push((await on.graph(path)).status)
      return seen
    }
    const twin = await startTestCloud()
    try {
      const here = await statuses(cloud)
      expect(new Set(here)).toEqual(new Set([200, 503]))
      expect(await statuses(twin)).toEqual(here)
    } finally {
      await twin.close()
    }
  })

  test('a tenancy without a premium licence shows no sign-ins', async () => {
    await cloud.control('set-premium', { enabled: false })
    for (const path of ['/auditLogs/signIns', '/users?$select=id,signInActivity']) {
      const reply = await cloud.graph(path)
      expect(reply.status).toBe(403)
      expect(errorOf(reply).code).toBe('Authentication_RequestFromNonPremiumTenantOrB2CTenant')
    }
    expect((await cloud.graph('/users?$select=id')).status).toBe(200)
  })
})

describe('snapshots', () => {
  test('bring the tenancy, its clock and its delta tokens back', async () => {
    const { primary } = cloud.simulator.world
    const before = truthOf(primary)
    const { deltaLink } = await cloud.all('/users/delta?$select=displayName')
    await cloud.control('clock', { freeze: true })
    const { now } = await cloud.read('clock')
    await cloud.control('snapshot', { name: 'before' })
    await cloud.control('random', { count: 40 })
    await cloud.control('clock', { advanceSeconds: 3600 })
    expect(truthOf(cloud.simulator.world.primary)).not.toEqual(before)
    await cloud.control('restore-snapshot', { name: 'before' })
    expect(truthOf(cloud.simulator.world.primary)).toEqual(before)
    expect(await cloud.read('clock')).toMatchObject({ now })
    const { items } = await cloud.all(deltaLink)
    expect(items).toEqual([])
    const hired = await cloud.control('hire', { givenName: 'Nova', surname: 'Ferrant' })
    expect((await cloud.all(deltaLink)).items).toMatchObject([{ id: hired.id }])
  })

  test('travel as a file to another cloud of the same seed, and to no other', async () => {
    await cloud.control('hire', { givenName: 'Nova', surname: 'Ferrant' })
    const snapshot = await cloud.read('snapshot')
    const twin = await startTestCloud()
    const other = await startTestCloud({ seed: '8' })
    try {
      await twin.control('restore-snapshot', { snapshot })
      expect(truthOf(twin.simulator.world.primary)).toEqual(truthOf(cloud.simulator.world.primary))
      expect((await other.control('restore-snapshot', { snapshot })).error).toMatch(
        /holds the tenancy with seed 7, not 8/,
      )
    } finally {
      await twin.close()
      await other.close()
    }
  })

  test.each([
    [{ name: 'unknown' }, /There is no snapshot unknown/],
    [{ snapshot: { nonsense: true } }, /This is no snapshot/],
  ])('%j is refused with what to do instead', async (body, sentence) => {
    expect((await cloud.control('restore-snapshot', body)).error).toMatch(sentence)
  })
})
