import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../testing/cloud.ts'

let cloud: TestCloud
beforeEach(async () => {
  cloud = await startTestCloud()
})
afterEach(() => cloud.close())

describe('people and groups', () => {
  test('hire, rename, move, leave: Graph tells each', async () => {
    const { id } = await cloud.control('hire', { givenName: 'Nova', surname: 'Ferrant', department: 'Finance' })
    await cloud.control('rename', { user: String(id), surname: 'Marlowe' })
    await cloud.control('move', { user: String(id), department: 'Renewables', city: 'Fjordby' })
    const { body } = await cloud.graph(`/users/${String(id)}?$select=displayName,department,city,officeLocation`)
    expect(body).toMatchObject({
      displayName: 'Nova Marlowe',
      department: 'Renewables',
      city: 'Fjordby',
      officeLocation: 'Wind Park Office',
    })
    await cloud.control('leave', { user: String(id) })
    expect((await cloud.graph(`/users/${String(id)}`)).status).toBe(404)
    const deleted = await cloud.graph(`/directory/deletedItems/${String(id)}?$select=id,displayName`)
    expect(deleted.body).toMatchObject({ displayName: 'Nova Marlowe' })
  })

  test('counts follow what happens', async () => {
    const before = await cloud.read('counts')
    await cloud.control('hire')
    await cloud.control('create-group', { displayName: 'New', kind: 'microsoft365' })
    const after = await cloud.read('counts')
    expect(after.users).toMatchObject({ total: Number(Object(before.users).total) + 1 })
    expect(after.groups).toMatchObject({ microsoft365: Number(Object(before.groups).microsoft365) + 1 })
  })

  test('random changes are the same for the same seed', async () => {
    const twin = await startTestCloud({ wallClock: () => cloud.simulator.world.now() })
    try {
      const { changes } = await cloud.control('random', { count: 30 })
      const again = await twin.control('random', { count: 30 })
      expect(valuesOf({ value: again.changes ?? [] }).map(({ what }) => what)).toEqual(
        valuesOf({ value: changes ?? [] }).map(({ what }) => what),
      )
    } finally {
      await twin.close()
    }
  })

  test.each([
    ['hire', { department: 'Nowhere' }, /must be one of/],
    ['leave', {}, /Say `user`/],
    ['leave', { user: 'x' }, /no user x/],
    ['leave', { user: 'x', tenantId: 'nobody' }, /no tenancy nobody/],
    ['nonsense', {}, /There is no nonsense/],
    ['clock', { set: 'yesterday' }, /ISO instant/],
    ['fault', { pathPattern: '/users' }, /either `effect`/],
    ['fault', { effect: {} }, /at least one of/],
    ['random', { count: 0 }, /whole number from 1/],
    ['registrations', { appId: 'x', displayName: 'y' }, /must be a GUID/],
  ])('%s %j is refused with a sentence', async (name, body, sentence) => {
    expect(String((await cloud.control(name, body)).error)).toMatch(sentence)
  })
})

describe('faults', () => {
  test('strike the nth matching call only', async () => {
    await cloud.control('fault', {
      method: 'GET',
      pathPattern: '/groups/*/members',
      nth: 2,
      effect: { status: 429, retryAfter: 1.5 },
    })
    const [group] = valuesOf((await cloud.graph('/groups?$top=1')).body)
    const path = `/groups/${String(group?.id)}/members`
    const replies = [await cloud.graph(path), await cloud.graph(path), await cloud.graph(path)]
    expect(replies.map(({ status }) => status)).toEqual([200, 429, 200])
    expect(replies[1]?.headers.get('retry-after')).toBe('1.5')
  })

  test('expire a delta token with 410 and a Location', async () => {
    await cloud.control('fault', { pathPattern: '/users/delta', times: 1, effect: { deltaExpired: true } })
    const reply = await cloud.graph('/users/delta')
    expect(reply.status).toBe(410)
    expect(reply.headers.get('location')).toMatch(/\/v1\.0\/users\/delta\?\$deltatoken=$/)
    expect((await cloud.graph('/users/delta')).status).toBe(200)
  })

  test('break the wire: reset, truncated, malformed', async () => {
    for (const effect of ['reset', 'truncate'] as const) {
      await cloud.control('fault', { pathPattern: '/users', times: 1, effect: { [effect]: true } })
      await expect(cloud.graph('/users')).rejects.toThrow()
    }
    await cloud.control('fault', { pathPattern: '/users', times: 1, effect: { malformed: true } })
    await expect(cloud.graph('/users')).rejects.toThrow(SyntaxError)
    expect((await cloud.graph('/users')).status).toBe(200)
  })

  test('let a token expire in the middle, and refuse sign-in as conditional access does', async () => {
    await cloud.control('fault', { pathPattern: '/**', times: 1, effect: { tokenExpired: true } })
    expect(errorOf(await cloud.graph('/users')).message).toContain('Lifetime validation failed')
    await cloud.control('fault', { identity: { aadsts: 53003, endpoint: 'token', grantType: 'client_credentials' } })
    await expect(cloud.renew()).rejects.toThrow(/AADSTS53003/)
    await cloud.control('clear-faults')
    await cloud.renew()
  })
})

describe('the clock and credentials', () => {
  test('advancing the clock expires the token', async () => {
    await cloud.control('clock', { advanceSeconds: 7200 })
    expect((await cloud.graph('/users')).status).toBe(401)
    await cloud.renew()
    expect((await cloud.graph('/users')).status).toBe(200)
  })

  test('an expired secret is refused', async () => {
    await cloud.control('expire-secret', { appId: '6d1f2c1e-7f0a-4d5e-9a51-0c3f6a4f2b11' })
    await expect(cloud.renew()).rejects.toThrow(/AADSTS7000222/)
  })

  test('consent taken away and given again makes another servicePrincipal', async () => {
    const appId = '6d1f2c1e-7f0a-4d5e-9a51-0c3f6a4f2b11'
    const { id } = await cloud.control('remove-consent', { appId })
    await expect(cloud.renew()).rejects.toThrow(/AADSTS(700016|7000229)/)
    const { servicePrincipalId } = await cloud.control('admin-consent', { appId })
    expect(servicePrincipalId).not.toBe(id)
    await cloud.renew()
    expect((await cloud.graph('/users')).status).toBe(200)
  })
})
