import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestCloud, type TestCloud, valuesOf } from '../testing/cloud.ts'
import { isObject, type Json } from '../world/model.ts'

type Item = { [name: string]: Json }

const ASKED = { groups: 260, memberships: 5_000, assignments: 2_400 }
let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud({ people: 700, applications: 60, fill: { ...ASKED, corePeople: 60 } })
})
afterAll(() => cloud.close())

const idsOf = (items: readonly Item[]) => items.map(({ id }) => String(id))
const eventual = { headers: { consistencylevel: 'eventual' } }

/** Every group with the ids of its members, from the lists. */
async function membersByGroup(): Promise<Map<string, string[]>> {
  const members = new Map<string, string[]>()
  for (const id of idsOf((await cloud.all('/groups?$top=100')).items))
    members.set(id, idsOf((await cloud.all(`/groups/${id}/members?$select=id&$top=50`)).items))
  return members
}

describe('a tenancy of which much is computed', () => {
  test('has exactly the sizes asked for, walked over its lists and by its own account', async () => {
    const users = (await cloud.all('/users?$top=99')).items
    const members = await membersByGroup()
    const principals = idsOf((await cloud.all('/servicePrincipals?$top=99')).items)
    let assignments = 0
    for (const id of principals)
      assignments += (await cloud.all(`/servicePrincipals/${id}/appRoleAssignedTo`)).items.length
    const counts = await cloud.read('counts')
    const memberships = [...members.values()].flat().length
    expect({ users: users.length, groups: members.size, memberships }).toEqual({
      users: 700,
      groups: 260,
      memberships: 5_000,
    })
    expect(counts).toMatchObject({
      users: { total: 700 },
      groups: { total: 260 },
      memberships,
      appRoleAssignments: assignments,
      servicePrincipals: principals.length,
    })
    // The test application's own permissions come on top.
    expect(assignments).toBeGreaterThanOrEqual(ASKED.assignments)
    expect(assignments).toBeLessThan(ASKED.assignments + 20)
    expect(new Set(idsOf(users)).size).toBe(700)
    expect(new Set(users.map(({ userPrincipalName }) => userPrincipalName)).size).toBe(700)
  })

  test('tells the same memberships from the group and from the person', async () => {
    const groups = await membersByGroup()
    for (const id of idsOf((await cloud.all('/users?$top=999')).items).filter((_, i) => i % 13 === 0)) {
      const memberOf = (await cloud.all(`/users/${id}/memberOf/microsoft.graph.group?$select=id`)).items
      const expected = [...groups].filter(([, members]) => members.includes(id)).map(([group]) => group)
      expect(idsOf(memberOf).sort()).toEqual(expected.sort())
    }
  })

  test('tells the same managers from above and from below', async () => {
    const users = (await cloud.all('/users?$select=id&$expand=manager($select=id)')).items
    const managerOf = new Map(users.map(({ id, manager }) => [id, isObject(manager) ? manager.id : undefined]))
    for (const id of idsOf(users).filter((_, i) => i % 7 === 0)) {
      const reports = idsOf((await cloud.all(`/users/${id}/directReports?$select=id`)).items)
      expect(reports.sort()).toEqual(
        [...managerOf].flatMap(([report, to]) => (to === id ? [String(report)] : [])).sort(),
      )
    }
  })

  test('tells by delta what its lists tell', async () => {
    const told = new Map<string, string[]>()
    for (const item of (await cloud.all('/groups/delta')).items) {
      const members = Array.isArray(item['members@delta']) ? item['members@delta'].filter(isObject) : []
      told.set(String(item.id), [...(told.get(String(item.id)) ?? []), ...idsOf(members)])
    }
    const listed = await membersByGroup()
    expect(Object.fromEntries([...told].map(([id, members]) => [id, members.sort()]))).toEqual(
      Object.fromEntries([...listed].map(([id, members]) => [id, members.sort()])),
    )
  })

  test('finds a person by id, by userPrincipalName and by filter', async () => {
    const [person] = valuesOf((await cloud.graph("/users?$top=1&$filter=city eq 'Torfhaven'")).body)
    const name = String(person?.userPrincipalName)
    const byFilter = await cloud.graph(`/users?$filter=userPrincipalName eq '${name.toUpperCase()}'`)
    expect(valuesOf(byFilter.body)).toEqual([person])
    expect((await cloud.graph(`/users/${name}`)).body).toMatchObject({ id: person?.id ?? null })
    expect((await cloud.graph(`/users/${person?.id}`)).body).toMatchObject({ userPrincipalName: name })
  })

  test('counts its people without a walk and orders them', async () => {
    const { body } = await cloud.graph('/users?$count=true&$top=999&$orderby=displayName desc', eventual)
    const names = valuesOf(body).map(({ displayName }) => String(displayName).toLowerCase())
    expect(body['@odata.count']).toBe(700)
    expect(names).toEqual([...names].sort().reverse())
  })

  test('counts licences of everybody', async () => {
    const users = (await cloud.all('/users?$select=assignedLicenses&$top=999')).items
    const skus = valuesOf((await cloud.graph('/subscribedSkus')).body)
    const used = users.flatMap(({ assignedLicenses }) => (Array.isArray(assignedLicenses) ? assignedLicenses : []))
    for (const { skuId, consumedUnits } of skus)
      expect(consumedUnits).toBe(used.filter((licence) => isObject(licence) && licence.skuId === skuId).length)
  })
})

describe('the sign-ins of many', () => {
  test('come newest first, each findable, and agree with everybody’s signInActivity', async () => {
    const entries = (await cloud.all('/auditLogs/signIns')).items
    const times = entries.map(({ createdDateTime }) => String(createdDateTime))
    expect(times).toEqual([...times].sort().reverse())
    const users = (await cloud.all('/users?$select=id,signInActivity')).items
    const since = times.at(-1) ?? ''
    for (const { id, signInActivity } of users) {
      const own = entries.filter((entry) => entry.userId === id && entry.isInteractive === true)
      const last = isObject(signInActivity) ? signInActivity.lastSignInDateTime : null
      if (own[0]) expect(last).toBe(own[0].createdDateTime)
      else expect(typeof last === 'string' && last >= since).toBe(false)
    }
    for (const entry of entries.filter((_, i) => i % 97 === 0))
      expect((await cloud.graph(`/auditLogs/signIns/${entry.id}`)).body).toMatchObject(entry)
  })
})

describe('a change to somebody who is computed', () => {
  let own: TestCloud
  beforeAll(async () => {
    own = await startTestCloud({ people: 700, fill: { corePeople: 60 } })
  })
  afterAll(() => own.close())

  test('is told by delta, and a rename moves the name', async () => {
    const before = await own.all('/users/delta?$select=displayName,userPrincipalName')
    const person = before.items[500]
    const name = String(person?.userPrincipalName)
    const domain = own.simulator.world.primary.profile.domain
    await own.control('rename', { user: name, surname: 'Renamed', userPrincipalName: `renamed@${domain}` })
    const changes = (await own.all(before.deltaLink)).items
    expect(changes).toMatchObject([{ id: person?.id ?? null, userPrincipalName: `renamed@${domain}` }])
    expect((await own.graph(`/users/${name}`)).status).toBe(404)
    expect((await own.graph(`/users/renamed@${domain}`)).body).toMatchObject({ id: person?.id ?? null })
  })

  test('a dynamic group of more people than a page tells is told over pages', async () => {
    const { deltaLink } = await own.all('/groups/delta')
    const rule = 'user.accountEnabled -eq true'
    const { id } = await own.control('create-group', { displayName: 'Everyone', kind: 'dynamic', membershipRule: rule })
    const round = await own.all(deltaLink)
    const told = round.items
      .filter((item) => item.id === id)
      .flatMap((item) => (Array.isArray(item['members@delta']) ? item['members@delta'].filter(isObject) : []))
    const listed = idsOf((await own.all(`/groups/${id}/members?$top=999`)).items)
    expect(round.pages).toBeGreaterThan(1)
    expect(listed.length).toBeGreaterThan(600)
    expect([...new Set(idsOf(told))].sort()).toEqual(listed.sort())
  })
})
