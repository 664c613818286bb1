import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorOf, type GraphClient, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'

const HOST = 'northhaven.sharepoint.com'
let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ['Sites.Read.All', 'Group.ReadWrite.All'] })
})
afterAll(() => cloud.close())

const siteOf = async (path: string, client: GraphClient = cloud) => (await client.graph(path)).body

/** The team site of the nth Microsoft 365 group of a visibility, with the group. */
function teamSite(visibility: 'Private' | 'Public') {
  const { primary } = cloud.simulator.world
  for (const group of primary.store('group')) {
    const site = primary.sharePoint.ofGroup(group)
    if (site && group.properties.visibility === visibility) return { group, site }
  }
  throw new Error(`There is no ${visibility} group`)
}

test('the root site is named by root, by its host and by its id, and all are one', async () => {
  const root = await siteOf('/sites/root')
  expect(root).toMatchObject({ webUrl: `https://${HOST}`, siteCollection: { hostname: HOST }, root: {} })
  expect(String(root.id).split(',')).toHaveLength(3)
  expect((await siteOf(`/sites/${HOST}`)).id).toBe(root.id)
  expect((await siteOf(`/sites/${root.id}`)).id).toBe(root.id)
  expect((await siteOf(`/sites/${String(root.id).split(',')[1]}`)).id).toBe(root.id)
})

test('a site is found by its path, and so is what stands in it', async () => {
  expect(await siteOf(`/sites/${HOST}:/sites/facilities`)).toMatchObject({ name: 'facilities' })
  const lists = await cloud.graph(`/sites/${HOST}:/sites/facilities:/lists`)
  expect(valuesOf(lists.body).map(({ displayName }) => displayName)).toContain('Visitors')
})

test('a Microsoft 365 group has a team site, and no other group has one', async () => {
  const { group, site } = teamSite('Private')
  const shown = await siteOf(`/groups/${group.id}/sites/root`)
  expect(shown).toMatchObject({ id: site.id, displayName: group.properties.displayName })
  expect((await siteOf(`/sites/${HOST}:/sites/${group.properties.mailNickname}`)).id).toBe(site.id)
  const security = [...cloud.simulator.world.primary.store('group')].find((one) => one.properties.visibility === null)
  expect((await cloud.graph(`/groups/${security?.id}/sites/root`)).status).toBe(404)
})

test('the site of a deleted group is gone', async () => {
  const own = await startTestCloud({ roles: ['Sites.Read.All'] })
  const { primary } = own.simulator.world
  const group = [...primary.store('group')].find((one) => primary.sharePoint.ofGroup(one))
  const site = group && primary.sharePoint.ofGroup(group)
  await own.control('delete-group', { group: group?.id ?? '' })
  const answer = await own.graph(`/sites/${site?.id}`)
  await own.close()
  expect([answer.status, errorOf(answer).code]).toEqual([404, 'itemNotFound'])
})

test('a subsite lies in its parent’s collection', async () => {
  const intranet = await siteOf(`/sites/${HOST}:/sites/intranet`)
  const [policies] = valuesOf((await cloud.graph(`/sites/${intranet.id}/sites`)).body)
  expect(policies).toMatchObject({ displayName: 'Policies', parentReference: { siteId: intranet.id } })
  expect(policies?.root).toBeUndefined()
})

test('search finds sites by the beginnings of words, and pages', async () => {
  const found = valuesOf((await cloud.graph('/sites?search=facil')).body)
  expect(found.map(({ displayName }) => displayName)).toEqual(['Facilities'])
  const { items, pages } = await cloud.all('/sites?search=*&$top=3')
  expect(pages).toBeGreaterThan(1)
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
})

test('only an application may ask for all sites', async () => {
  expect((await cloud.all('/sites/getAllSites')).items.length).toBeGreaterThan(4)
  const admin = await cloud.person('admin', ['Sites.Read.All'])
  expect((await admin.graph('/sites/getAllSites')).status).toBe(403)
})

test.each([
  ['other.sharepoint.com', 400, 'Invalid hostname for this tenancy'],
  ['nonsense', 400, 'Provided identifier is malformed - site collection id is not valid'],
  [`${HOST}:/sites/nowhere`, 404, 'Requested site could not be found'],
])('the site %s is refused with %i', async (site, status, message) => {
  const answer = await cloud.graph(`/sites/${site}`)
  expect([answer.status, errorOf(answer).message]).toEqual([status, message])
})

test('a person reads a private team’s site as a member only, a public one as anybody employed', async () => {
  const [hidden, open] = [teamSite('Private'), teamSite('Public')]
  const { primary } = cloud.simulator.world
  const member = [...primary.relations.members.from(hidden.group.id)].find((id) => primary.findOf('user', id))
  const inside = await cloud.person(member ?? '', ['Sites.Read.All'])
  expect((await inside.graph(`/sites/${hidden.site.id}`)).status).toBe(200)
  const outside = await cloud.person('helpdesk', ['Sites.Read.All'])
  const refused = await outside.graph(`/sites/${hidden.site.id}`)
  expect([refused.status, errorOf(refused).code]).toEqual([403, 'accessDenied'])
  expect((await outside.graph(`/sites/${open.site.id}`)).status).toBe(200)
  const names = (await outside.all('/sites?search=*')).items.map(({ id }) => id)
  expect(names).toContain(open.site.id)
  expect(names).not.toContain(hidden.site.id)
})
