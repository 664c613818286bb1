import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyPermission, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import {
  DENIED,
  domainOf,
  link,
  made,
  person,
  post,
  refusal,
  remove,
  securityGroup,
  unifiedGroup,
} from '../../../testing/directory-objects.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud({ roles: everyPermission('application') })
})
afterAll(() => cloud.close())

let count = 0
const alias = () => `bin.test${++count}`
const newPerson = (name = alias()) => made(cloud, 'users', person(cloud, name))
const restore = (id: string, body = {}) => post(cloud, `/directory/deletedItems/${id}/restore`, body)
const nameOf = async (path: string) => (await cloud.graph(`${path}?$select=userPrincipalName`)).body.userPrincipalName

describe('a deleted user', () => {
  test('lies in the recycle bin under a mangled name, which is free for others', async () => {
    const id = await newPerson('was.here')
    expect((await remove(cloud, `/users/${id}`)).status).toBe(204)
    const name = `was.here@${domainOf(cloud)}`
    expect(await nameOf(`/directory/deletedItems/${id}`)).toBe(`${id.replaceAll('-', '')}${name}`)
    expect((await post(cloud, '/users', person(cloud, 'was.here'))).status).toBe(201)
  })

  test('comes back with name, groups and manager', async () => {
    const [id, boss] = [await newPerson('comes.back'), await newPerson()]
    const group = await made(cloud, 'groups', unifiedGroup(`back-${++count}`))
    await link(cloud, `/groups/${group}/members`, id)
    const body = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${boss}` }
    await cloud.graph(`/users/${id}/manager/$ref`, { method: 'PUT', body })
    await remove(cloud, `/users/${id}`)
    expect(valuesOf((await cloud.graph(`/groups/${group}/members`)).body)).toEqual([])
    expect((await restore(id)).status).toBe(200)
    expect(await nameOf(`/users/${id}`)).toBe(`comes.back@${domainOf(cloud)}`)
    expect(valuesOf((await cloud.graph(`/groups/${group}/members`)).body)).toMatchObject([{ id }])
    expect((await cloud.graph(`/users/${id}/manager`)).body.id).toBe(boss)
  })

  test('whose name is taken comes back under another only', async () => {
    const id = await newPerson('twice.there')
    await remove(cloud, `/users/${id}`)
    await newPerson('twice.there')
    expect(refusal(await restore(id))).toEqual([
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      'Another object with the same value for property userPrincipalName already exists.',
    ])
    expect((await restore(id, { newUserPrincipalName: `other.name@${domainOf(cloud)}` })).status).toBe(200)
    expect(await nameOf(`/users/${id}`)).toBe(`other.name@${domainOf(cloud)}`)
  })

  test('whose name is taken is not brought back by the control door either', async () => {
    const id = await newPerson('steered')
    await remove(cloud, `/users/${id}`)
    await newPerson('steered')
    expect(await cloud.control('restore', { id })).toMatchObject({ error: expect.stringMatching(/somebody else/) })
  })

  test('or with conflicts reconciled', async () => {
    const id = await newPerson('reconciled')
    await remove(cloud, `/users/${id}`)
    await newPerson('reconciled')
    expect((await restore(id, { autoReconcileProxyConflict: true })).status).toBe(200)
    expect(await nameOf(`/users/${id}`)).toBe(`reconciled1@${domainOf(cloud)}`)
  })

  test('deleted again is gone for good', async () => {
    const id = await newPerson()
    await remove(cloud, `/users/${id}`)
    expect((await remove(cloud, `/directory/deletedItems/${id}`)).status).toBe(204)
    expect((await restore(id)).status).toBe(404)
  })

  test('is gone for good after 30 days', async () => {
    const own = await startTestCloud({ roles: ['User.ReadWrite.All'] })
    try {
      const id = await made(own, 'users', person(own, 'a.month'))
      await remove(own, `/users/${id}`)
      await own.control('clock', { advanceSeconds: 31 * 86_400 })
      await own.renew()
      expect((await post(own, `/directory/deletedItems/${id}/restore`)).status).toBe(404)
    } finally {
      await own.close()
    }
  })
})

test('a Microsoft 365 group goes into the bin and comes back, a security group is gone at once', async () => {
  const unified = await made(cloud, 'groups', unifiedGroup(`bin-${++count}`))
  await remove(cloud, `/groups/${unified}`)
  expect((await restore(unified)).status).toBe(200)
  expect((await cloud.graph(`/groups/${unified}`)).status).toBe(200)
  const security = await made(cloud, 'groups', securityGroup(`bin-${++count}`))
  await remove(cloud, `/groups/${security}`)
  expect((await cloud.graph(`/directory/deletedItems/${security}`)).status).toBe(404)
})

test('what may be restored goes by the type of the object', async () => {
  const [user, group] = [await newPerson(), await made(cloud, 'groups', unifiedGroup(`type-${++count}`))]
  await remove(cloud, `/users/${user}`)
  await remove(cloud, `/groups/${group}`)
  const users = await cloud.app(['User.DeleteRestore.All'])
  expect(refusal(await post(users, `/directory/deletedItems/${group}/restore`))).toEqual(DENIED)
  expect((await post(users, `/directory/deletedItems/${user}/restore`)).status).toBe(200)
  const groups = await cloud.app(['Group.ReadWrite.All'])
  expect((await post(groups, `/directory/deletedItems/${group}/restore`)).status).toBe(200)
})

test('delta tells the way into the bin, out of it, and the end', async () => {
  const id = await newPerson()
  let round = await cloud.all('/users/delta?$select=id')
  const told = async () => {
    round = await cloud.all(round.deltaLink)
    return round.items
  }
  await remove(cloud, `/users/${id}`)
  expect(await told()).toEqual([{ id, '@removed': { reason: 'changed' } }])
  await restore(id)
  expect(await told()).toEqual([{ id }])
  await remove(cloud, `/users/${id}`)
  await remove(cloud, `/directory/deletedItems/${id}`)
  expect(await told()).toEqual([{ id, '@removed': { reason: 'deleted' } }])
})

test('delta over objects of several types tells each with its type', async () => {
  const filter = "$filter=isof('microsoft.graph.user') or isof('microsoft.graph.group')"
  const first = await cloud.all(`/directoryObjects/delta?${filter}`)
  expect(new Set(first.items.map((item) => item['@odata.type']))).toEqual(
    new Set(['#microsoft.graph.user', '#microsoft.graph.group']),
  )
  const user = await newPerson()
  const group = await made(cloud, 'groups', securityGroup(`mixed-${++count}`))
  const { items } = await cloud.all(first.deltaLink)
  expect(items.map(({ id }) => id)).toEqual([user, group])
  expect((await cloud.graph('/directoryObjects/delta?$deltatoken=forged')).status).toBe(400)
  expect((await cloud.graph("/directoryObjects/delta?$filter=id eq 'x'")).status).toBe(400)
})
