import { afterEach, beforeEach, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../testing/cloud.ts'

const ROLES = ['User.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All']
const EVENTUAL = { ConsistencyLevel: 'eventual' }
const HOUR = 3600

let cloud: TestCloud
beforeEach(async () => {
  cloud = await startTestCloud({ roles: ROLES })
  await cloud.control('clock', { freeze: true })
})
afterEach(() => cloud.close())

const hire = async (surname: string) =>
  String((await cloud.control('hire', { givenName: 'Nova', surname, department: 'Finance' })).id)
/** Statuses of the same read, many times: each may meet another replica. */
async function often(path: string): Promise<Set<number>> {
  const statuses = new Set<number>()
  for (let i = 0; i < 25; i++) statuses.add((await cloud.graph(path)).status)
  return statuses
}

test('without lag everything is there at once', async () => {
  expect(await often(`/users/${await hire('Ferrant')}`)).toEqual(new Set([200]))
})

test('a new object is not there on some replicas, and on all once the lag is over', async () => {
  await cloud.control('replicas', { lagSeconds: 60 })
  const id = await hire('Ferrant')
  expect(await often(`/users/${id}`)).toEqual(new Set([404]))
  await cloud.control('clock', { advanceSeconds: 30 })
  expect(await often(`/users/${id}`)).toEqual(new Set([200, 404]))
  await cloud.control('clock', { advanceSeconds: 31 })
  expect(await often(`/users/${id}`)).toEqual(new Set([200]))
})

test('a new person cannot be made a member where the replica does not know them', async () => {
  const [group] = valuesOf((await cloud.graph("/groups?$filter=displayName eq 'SG-Retired-Empty'")).body)
  await cloud.control('replicas', { lagSeconds: 60 })
  const body = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${await hire('Ferrant')}` }
  const add = () => cloud.graph(`/groups/${group?.id}/members/$ref`, { method: 'POST', body })
  const refused = await add()
  expect(refused.status).toBe(404)
  expect(errorOf(refused).code).toBe('Request_ResourceNotFound')
  await cloud.control('clock', { advanceSeconds: 61 })
  expect((await add()).status).toBe(204)
})

test('the index of eventual queries trails the store, which plain reads see', async () => {
  await cloud.control('replicas', { indexLagSeconds: HOUR })
  const id = await hire('Ferrant')
  await cloud.control('clock', { advanceSeconds: 2 * HOUR })
  await cloud.renew()
  await cloud.control('move', { user: id, department: 'Renewables' })
  const departments = async (headers: { [name: string]: string }) => {
    const path = `/users?$filter=surname eq 'Ferrant'&$select=department&$count=true`
    return valuesOf((await cloud.graph(path, { headers })).body).map(({ department }) => department)
  }
  expect(await departments({})).toEqual(['Renewables'])
  expect(await departments(EVENTUAL)).toEqual(['Finance'])
  await cloud.control('clock', { advanceSeconds: HOUR })
  await cloud.renew()
  expect(await departments(EVENTUAL)).toEqual(['Renewables'])
})

test('a new member is not in the list yet, nor the group in theirs', async () => {
  const [group] = valuesOf((await cloud.graph("/groups?$filter=displayName eq 'SG-Retired-Empty'")).body)
  const [user] = valuesOf((await cloud.graph('/users?$top=1')).body)
  await cloud.control('replicas', { indexLagSeconds: 60 })
  await cloud.control('add-to-group', { group: String(group?.id), member: String(user?.id) })
  const members = async (headers: { [name: string]: string } = {}) =>
    valuesOf((await cloud.graph(`/groups/${group?.id}/members`, { headers })).body).length
  expect(await members()).toBe(1)
  expect(await members(EVENTUAL)).toBe(0)
  const groups = await cloud.graph(`/users/${user?.id}/memberOf`, { headers: EVENTUAL })
  expect(valuesOf(groups.body).map(({ id }) => id)).not.toContain(group?.id)
})

test('what a replica has not seen comes with a later round of delta: late, but never lost', async () => {
  const { deltaLink } = await cloud.all('/users/delta?$select=displayName')
  await cloud.control('replicas', { lagSeconds: 60 })
  const id = await hire('Ferrant')
  const late = await cloud.all(deltaLink)
  expect(late.items).toEqual([])
  await cloud.control('clock', { advanceSeconds: 61 })
  expect((await cloud.all(late.deltaLink)).items).toMatchObject([{ id }])
})

test('which replica answers is the same for the same seed', async () => {
  const seen = async (on: TestCloud) => {
    await on.control('clock', { set: '2026-06-01T08:00:00Z', freeze: true })
    await on.control('replicas', { lagSeconds: 60 })
    await on.renew()
    const { id } = await on.control('hire', { givenName: 'Nova', surname: 'Ferrant' })
    await on.control('clock', { advanceSeconds: 30 })
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) statuses.push((await on.graph(`/users/${id}`)).status)
    return statuses
  }
  const twin = await startTestCloud({ roles: ROLES })
  try {
    expect(await seen(twin)).toEqual(await seen(cloud))
  } finally {
    await twin.close()
  }
})
