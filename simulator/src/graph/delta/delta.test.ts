import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../../testing/cloud.ts'
import { apply, type Replica, withoutEmptyLinks } from '../../testing/replica.ts'
import type { Json } from '../../world/model.ts'
import { DELTA } from '../limits.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud({ people: 80 })
})
afterAll(() => cloud.close())

/** The truth of the control door in the form of a replica. */
function truth(
  state: { [name: string]: Json },
  list: string,
  names: readonly string[],
  relations: readonly string[],
): Replica {
  const replica: { [id: string]: Replica[string] } = {}
  for (const object of valuesOf({ value: state[list] ?? [] })) {
    const properties: { [name: string]: Json } = {}
    for (const name of names) if (object[name] !== undefined) properties[name] = object[name] ?? null
    const links: { [relation: string]: string[] } = {}
    for (const relation of relations) {
      const ids = Array.isArray(object[relation])
        ? object[relation].map(String)
        : object[relation]
          ? [String(object[relation])]
          : []
      if (ids.length > 0) links[relation] = [...ids].sort()
    }
    replica[String(object.id)] = { properties, links }
  }
  return replica
}

/** Groups come and go too, dynamic ones and those in the recycle bin among them. */
async function changeGroups(count: number): Promise<void> {
  const kind = count % 2 === 0 ? 'dynamic' : 'microsoft365'
  const rule =
    kind === 'dynamic' ? { membershipRule: '(user.department -eq "Finance") -or (user.userType -eq "Guest")' } : {}
  if (count % 3 === 0) await cloud.control('create-group', { displayName: `Group ${count}`, kind, ...rule })
  const state = await cloud.read('state')
  const groups = valuesOf({ value: state.groups ?? [] })
  if (count % 4 === 0) await cloud.control('delete-group', { group: String(groups[count % groups.length]?.id) })
  const deleted = valuesOf({ value: state.deleted ?? [] }).find((object) => object.kind === 'group')
  if (deleted && count % 5 === 0) await cloud.control('restore', { id: String(deleted.id) })
}

const SETS = [
  {
    path: '/users/delta?$select=id,displayName,department,accountEnabled,manager',
    list: 'users',
    names: ['id', 'displayName', 'department', 'accountEnabled'],
    relations: ['manager'],
  },
  {
    path: '/groups/delta?$select=id,displayName,members,owners',
    list: 'groups',
    names: ['id', 'displayName'],
    relations: ['members', 'owners'],
  },
  {
    path: '/servicePrincipals/delta?$select=id,displayName,owners',
    list: 'servicePrincipals',
    names: ['id', 'displayName'],
    relations: ['owners'],
  },
  {
    path: '/oauth2PermissionGrants/delta',
    list: 'oauth2PermissionGrants',
    names: ['id', 'scope', 'clientId', 'principalId', 'resourceId', 'consentType'],
    relations: [],
  },
] as const

describe('delta', () => {
  test('replayed over any changes equals the state, for every set that has it', async () => {
    const replicas = new Map<string, { replica: Replica; link: string }>()
    for (const set of SETS) {
      const { items, deltaLink } = await cloud.all(set.path)
      replicas.set(set.path, { replica: apply({}, items), link: deltaLink })
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }), async (rounds) => {
        for (const count of rounds) {
          const { changes } = await cloud.control('random', { count })
          const gone = valuesOf({ value: changes ?? [] }).find(
            (change) => change.what === 'leave' && change.deleted === true,
          )
          if (gone && count % 2 === 0) await cloud.control('restore', { id: String(gone.id) })
          await changeGroups(count)
        }
        const state = await cloud.read('state')
        for (const set of SETS) {
          const known = replicas.get(set.path)
          if (!known) throw new Error('unknown set')
          const { items, deltaLink } = await cloud.all(known.link)
          const replica = apply(known.replica, items)
          replicas.set(set.path, { replica, link: deltaLink })
          expect(withoutEmptyLinks(replica)).toEqual(truth(state, set.list, set.names, set.relations))
        }
      }),
      { numRuns: 25, endOnFailure: true },
    )
  })

  test('tells a large group on several pages, its members merging to the whole', async () => {
    const big = await startTestCloud({ people: 1300 })
    try {
      const { items, pages } = await big.all('/groups/delta?$select=id,displayName,members')
      const perPage = Math.max(
        ...items.map((item) => (Array.isArray(item['members@delta']) ? item['members@delta'].length : 0)),
      )
      expect(perPage).toBeLessThanOrEqual(DELTA.linksPerPage)
      expect(pages).toBeGreaterThan(5)
      const replica = withoutEmptyLinks(apply({}, items))
      expect(replica).toEqual(truth(await big.read('state'), 'groups', ['id', 'displayName'], ['members']))
    } finally {
      await big.close()
    }
  })

  test('does not surface a change to a property that was not selected', async () => {
    const { deltaLink } = await cloud.all('/users/delta?$select=id,department')
    const user = valuesOf((await cloud.graph('/users?$top=20')).body)[15]
    await cloud.control('update', { id: String(user?.id), properties: { officeLocation: 'Elsewhere' } })
    expect((await cloud.all(deltaLink)).items).toEqual([])
  })

  test('with return=minimal tells only what changed', async () => {
    const { deltaLink } = await cloud.all('/users/delta?$select=id,displayName,department')
    const user = valuesOf((await cloud.graph('/users?$top=20')).body)[12]
    await cloud.control('rename', { user: String(user?.id), displayName: 'Another Name' })
    const reply = await cloud.graph(deltaLink, { headers: { prefer: 'return=minimal' } })
    expect(valuesOf(reply.body)).toEqual([{ id: user?.id, displayName: 'Another Name' }])
    expect(reply.headers.get('preference-applied')).toBe('return=minimal')
  })

  test('a vanished person is told by nothing, a deleted one by @removed changed, a purged one by deleted', async () => {
    const { deltaLink } = await cloud.all('/users/delta?$select=id')
    const [vanished, deleted, purged] = valuesOf((await cloud.graph('/users?$top=40')).body).slice(20)
    await cloud.control('vanish', { user: String(vanished?.id) })
    await cloud.control('leave', { user: String(deleted?.id), how: 'delete' })
    await cloud.control('leave', { user: String(purged?.id), how: 'purge' })
    expect((await cloud.all(deltaLink)).items).toEqual([
      { id: deleted?.id, '@removed': { reason: 'changed' } },
      { id: purged?.id, '@removed': { reason: 'deleted' } },
    ])
    expect((await cloud.graph(`/users/${String(vanished?.id)}`)).status).toBe(404)
    await cloud.control('reappear', { user: String(vanished?.id) })
    expect((await cloud.graph(`/users/${String(vanished?.id)}`)).status).toBe(200)
  })

  test('starts from now with deltatoken=latest, and follows at most 50 ids', async () => {
    const latest = await cloud.all('/users/delta?$deltatoken=latest&$select=id,displayName')
    expect(latest.items).toEqual([])
    const { id } = await cloud.control('hire', { givenName: 'Nova', surname: 'Latest' })
    const told = (await cloud.all(latest.deltaLink)).items
    expect(told).toEqual([{ id, displayName: 'Nova Latest' }])
    const ids = (count: number) =>
      Array.from(
        { length: count },
        (_, i) => `id eq '00000000-0000-4000-8000-0000000000${String(i).padStart(2, '0')}'`,
      ).join(' or ')
    expect((await cloud.graph(`/users/delta?$filter=${encodeURIComponent(ids(50))}`)).status).toBe(200)
    expect((await cloud.graph(`/users/delta?$filter=${encodeURIComponent(ids(51))}`)).status).toBe(400)
    expect((await cloud.all(`/users/delta?$select=id&$filter=id eq '${String(id)}'`)).items).toEqual([{ id }])
  })

  test('refuses a token that is foreign, and one older than seven days', async () => {
    const own = await startTestCloud()
    try {
      const { deltaLink } = await own.all('/users/delta?$select=id')
      expect(errorOf(await own.graph('/users/delta?$deltatoken=forged')).code).toBe('Request_BadRequest')
      expect((await own.graph(deltaLink.replace('/users/', '/groups/'))).status).toBe(400)
      await own.control('clock', { advanceSeconds: 8 * 86_400 })
      await own.renew()
      expect(errorOf(await own.graph(deltaLink)).code).toBe('syncStateNotFound')
    } finally {
      await own.close()
    }
  })

  test.each(['$top=5', '$orderby=displayName', '$expand=manager', '$search="displayName:a"', '$skip=1'])(
    'refuses %s',
    async (option) => {
      expect((await cloud.graph(`/users/delta?${option}`)).status).toBe(400)
    },
  )
})
