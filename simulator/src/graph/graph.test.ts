import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../testing/cloud.ts'
import type { Json } from '../world/model.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud({ people: 400, applications: 20 })
})
afterAll(() => cloud.close())

const EVENTUAL = { ConsistencyLevel: 'eventual' }
const ids = (items: readonly { [name: string]: Json }[]) => items.map(({ id }) => String(id))

describe('lists', () => {
  test.each([
    '/users?$top=7',
    '/users?$top=999',
    '/groups?$top=50',
    '/users',
    '/users?$filter=accountEnabled eq true&$top=11&$select=id',
    '/servicePrincipals?$top=5',
  ])('%s paged to the end has every object once', async (path) => {
    const { items } = await cloud.all(path)
    const set = path.startsWith('/users') ? 'users' : path.startsWith('/groups') ? 'groups' : 'servicePrincipals'
    const truth = valuesOf({ value: (await cloud.read('state'))[set] ?? [] }).filter(
      (object) => !path.includes('accountEnabled') || object.accountEnabled === true,
    )
    expect(ids(items).sort()).toEqual(ids(truth).sort())
  })

  test('show the documented default properties and nothing else', async () => {
    const [user] = valuesOf((await cloud.graph('/users?$top=1')).body)
    expect(Object.keys(user ?? {}).sort()).toEqual(
      [
        'businessPhones',
        'displayName',
        'givenName',
        'id',
        'jobTitle',
        'mail',
        'mobilePhone',
        'officeLocation',
        'preferredLanguage',
        'surname',
        'userPrincipalName',
      ].sort(),
    )
  })

  test('carry links with the scheme and host of the caller', async () => {
    const reply = await cloud.graph('/users?$top=1', { headers: { 'x-forwarded-proto': 'https' } })
    expect(String(reply.body['@odata.nextLink'])).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/v1\.0\/users\?/)
  })

  test('survive removals between two pages without losing anyone', async () => {
    const first = (await cloud.graph('/users?$top=50&$select=id')).body
    await cloud.control('leave', { user: String(valuesOf(first)[30]?.id), how: 'delete' })
    const rest = await cloud.all(String(first['@odata.nextLink']))
    const seen = new Set([...ids(valuesOf(first)), ...ids(rest.items)])
    for (const user of valuesOf({ value: (await cloud.read('state')).users ?? [] })) expect(seen).toContain(user.id)
  })

  test('cap the page at 100 and the related items at 20 when something is expanded', async () => {
    const { body } = await cloud.graph('/groups?$top=999&$expand=members')
    expect(valuesOf(body)).toHaveLength(100)
    expect(Math.max(...valuesOf(body).map((group) => (Array.isArray(group.members) ? group.members.length : 0)))).toBe(
      20,
    )
  })

  test('of members say the type of each, and can be cast to one', async () => {
    const [group] = valuesOf((await cloud.graph("/groups?$filter=displayName eq 'SG-Field-Tablets'")).body)
    const members = valuesOf((await cloud.graph(`/groups/${String(group?.id)}/members`)).body)
    expect(new Set(members.map((member) => member['@odata.type']))).toEqual(new Set(['#microsoft.graph.device']))
    expect(valuesOf((await cloud.graph(`/groups/${String(group?.id)}/members/microsoft.graph.user`)).body)).toEqual([])
  })

  test('reach nested members with transitiveMembers', async () => {
    const [group] = valuesOf((await cloud.graph("/groups?$filter=displayName eq 'SG-All-Employees'")).body)
    const direct = await cloud.all(`/groups/${String(group?.id)}/members`)
    const nested = await cloud.all(`/groups/${String(group?.id)}/transitiveMembers?$top=999`)
    expect(nested.items.length).toBeGreaterThan(direct.items.length * 5)
    expect(new Set(ids(nested.items)).size).toBe(nested.items.length)
  })
})

describe('advanced queries', () => {
  test('$count works with the header only', async () => {
    expect(errorOf(await cloud.graph('/users/$count'))).toEqual({
      code: 'Request_BadRequest',
      message: '$count is not currently supported.',
    })
    expect((await cloud.graph('/users?$count=true')).body['@odata.count']).toBeUndefined()
    const counted = await cloud.graph('/users/$count', { headers: EVENTUAL })
    expect(counted.headers.get('content-type')).toBe('text/plain')
    expect((await cloud.graph('/users?$count=true&$top=1', { headers: EVENTUAL })).body['@odata.count']).toBe(
      Number(counted.text),
    )
  })

  test.each([
    "$filter=displayName ne 'x'",
    "$filter=not(startsWith(displayName,'A'))",
    "$filter=endsWith(mail,'example')",
    "$filter=companyName eq 'x'",
    '$filter=assignedLicenses/$count eq 0',
    '$orderby=surname',
    '$filter=accountEnabled eq true&$orderby=displayName',
    '$search="displayName:an"',
  ])('%s is refused without the header and answered with it', async (query) => {
    expect(errorOf(await cloud.graph(`/users?${query}`)).code).toBe('Request_UnsupportedQuery')
    const reply = await cloud.graph(`/users?${query}&$count=true`, { headers: EVENTUAL })
    expect(reply.status, reply.text).toBe(200)
  })

  test('$search finds words by their beginning', async () => {
    const [user] = valuesOf(
      (await cloud.graph("/users?$top=1&$select=surname,displayName&$filter=startsWith(surname,'S')")).body,
    )
    const found = await cloud.graph(`/users?$search="displayName:${String(user?.surname).slice(0, 4)}"`, {
      headers: EVENTUAL,
    })
    expect(valuesOf(found.body).map(({ displayName }) => displayName)).toContain(user?.displayName)
  })

  test('$orderby orders, over pages', async () => {
    const names = (await cloud.all('/users?$orderby=displayName&$top=90')).items.map(({ displayName }) =>
      String(displayName).toLowerCase(),
    )
    expect(names).toEqual([...names].sort())
  })
})

describe('who may read', () => {
  test('a token without the permission is refused, with it let in', async () => {
    const narrow = await startTestCloud({ roles: ['User.Read.All'] })
    try {
      expect((await narrow.graph('/users')).status).toBe(200)
      expect(errorOf(await narrow.graph('/groups')).code).toBe('Authorization_RequestDenied')
      expect((await narrow.graph('/users?$select=id,signInActivity')).status).toBe(403)
      expect((await narrow.graph('/auditLogs/signIns')).status).toBe(403)
    } finally {
      await narrow.close()
    }
  })

  test('no token, a broken one and one whose application is gone are 401', async () => {
    const own = await startTestCloud()
    try {
      expect(errorOf(await own.graph('/users', { headers: { authorization: '' } }))).toEqual({
        code: 'InvalidAuthenticationToken',
        message: 'Access token is empty.',
      })
      const broken = await own.graph('/users', { headers: { authorization: 'Bearer x.y.z' } })
      expect(broken.status).toBe(401)
      expect(broken.headers.get('www-authenticate')).toContain('authorization_uri="http://127.0.0.1')
      await own.control('remove-consent', { appId: own.simulator.world.registrations.keys().next().value ?? '' })
      expect(errorOf(await own.graph('/users')).code).toBe('Authorization_IdentityNotFound')
    } finally {
      await own.close()
    }
  })

  test('a token of one tenancy sees nothing of another', async () => {
    const other = cloud.simulator.world.tenancies[1]
    const foreign = other?.findByKey('user', `admin@${other.profile.domain}`)
    expect((await cloud.graph(`/users/${foreign?.id}`)).status).toBe(404)
  })

  test('a withdrawn permission holds in the old token and is missing in the next', async () => {
    const own = await startTestCloud()
    try {
      const appId = own.simulator.world.registrations.keys().next().value ?? ''
      for (const permission of ['AuditLog.Read.All', 'Directory.Read.All'])
        await own.control('remove-consent', { appId, permission })
      expect((await own.graph('/auditLogs/signIns?$top=1')).status).toBe(200)
      await own.renew()
      expect((await own.graph('/auditLogs/signIns?$top=1')).status).toBe(403)
    } finally {
      await own.close()
    }
  })
})

describe('throttling', () => {
  test('meters units as documented', async () => {
    const units = async (path: string) => Number((await cloud.graph(path)).headers.get('x-ms-resource-unit'))
    expect(await units('/users')).toBe(2)
    expect(await units('/users?$select=id')).toBe(1)
    expect(await units('/users?$expand=manager')).toBe(3)
    expect(await units('/groups')).toBe(1)
    expect(await units(`/groups/${String(valuesOf((await cloud.graph('/groups?$top=1')).body)[0]?.id)}/members`)).toBe(
      3,
    )
    expect(await units('/users/delta')).toBe(1)
  })

  test('refuses with 429, Retry-After and its reason when the bucket is empty', async () => {
    let milliseconds = 0
    const own = await startTestCloud({ unthrottled: false, monotonic: () => milliseconds })
    try {
      await own.graph('/users')
      await own.control('drain-throttle')
      const refused = await own.graph('/users')
      expect(errorOf(refused).code).toBe('TooManyRequests')
      expect(refused.headers.get('retry-after')).toBe('1')
      expect(refused?.headers.get('x-ms-throttle-information')).toBe('ResourceUnitLimitExceeded')
      milliseconds += 1000
      expect((await own.graph('/users')).status).toBe(200)
    } finally {
      await own.close()
    }
  })

  test('allows five reports in ten seconds', async () => {
    const own = await startTestCloud({ unthrottled: false, monotonic: () => 0 })
    try {
      const statuses: number[] = []
      for (let i = 0; i < 8; i++) statuses.push((await own.graph('/auditLogs/signIns?$top=1')).status)
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429])
    } finally {
      await own.close()
    }
  })
})
