import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, type GraphClient, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'

const FACILITIES = '/sites/northhaven.sharepoint.com:/sites/facilities:'
const VISITORS = `${FACILITIES}/lists/Visitors`
let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ['Sites.FullControl.All'] })
})
afterAll(() => cloud.close())

const post = (client: GraphClient, path: string, body: Parameters<GraphClient['graph']>[1] = {}) =>
  client.graph(path, { method: 'POST', ...body })

/** An application with one of the Selected permissions, granted a role on a resource. */
async function granted(role: string, on = FACILITIES, permission = 'Sites.Selected') {
  const client = await cloud.app([permission])
  const body = { roles: [role], grantedToIdentities: [{ application: { id: client.appId, displayName: 'Visits' } }] }
  const answer = await post(cloud, `${on}/permissions`, { body })
  expect(answer.status, answer.text).toBe(201)
  return { client, grant: String(answer.body.id) }
}

const item = { body: { fields: { Title: 'Granted' } } }
const attempts = async (client: GraphClient) => [
  (await client.graph(VISITORS)).status,
  (await post(client, `${VISITORS}/items`, item)).status,
  (await post(client, `${VISITORS}/columns`, { body: { name: `C${crypto.randomUUID().slice(0, 8)}`, text: {} } }))
    .status,
  (await client.graph(`${FACILITIES}/permissions`)).status,
]

describe('Sites.Selected', () => {
  test('allows nothing by itself', async () => {
    const client = await cloud.app(['Sites.Selected'])
    const refused = await client.graph(FACILITIES.slice(0, -1))
    expect([refused.status, errorOf(refused).code]).toEqual([403, 'accessDenied'])
    expect((await client.graph('/sites?search=*')).status).toBe(403)
  })

  test.each([
    ['read', [200, 403, 403, 403]],
    ['write', [200, 201, 403, 403]],
    ['manage', [200, 201, 201, 403]],
    ['fullcontrol', [200, 201, 201, 200]],
  ])(
    '%s lets the application read, add items, add columns and see grants as far as it goes',
    async (role, statuses) => {
      expect(await attempts((await granted(role)).client)).toEqual(statuses)
    },
  )

  test('reaches no other site', async () => {
    const { client } = await granted('fullcontrol')
    expect((await client.graph('/sites/root')).status).toBe(403)
  })

  test('ends when the grant is taken back', async () => {
    const { client, grant } = await granted('read')
    expect((await client.graph(VISITORS)).status).toBe(200)
    expect((await cloud.graph(`${FACILITIES}/permissions/${grant}`, { method: 'DELETE' })).status).toBe(204)
    expect((await client.graph(VISITORS)).status).toBe(403)
  })

  test('allows more when the grant is changed', async () => {
    const { client, grant } = await granted('read')
    const changed = await cloud.graph(`${FACILITIES}/permissions/${grant}`, {
      method: 'PATCH',
      body: { roles: ['write'] },
    })
    expect(changed.body.roles).toEqual(['write'])
    expect((await post(client, `${VISITORS}/items`, item)).status).toBe(201)
  })

  test('of a person needs the application’s grant and the person’s own right', async () => {
    const admin = await cloud.person('admin', ['Sites.Selected'])
    expect((await admin.graph(VISITORS)).status).toBe(403)
    await cloud.control('grant-site', {
      site: 'sites/facilities',
      appId: '6d1f2c1e-7f0a-4d5e-9a51-0c3f6a4f2b11',
      role: 'read',
    })
    expect((await admin.graph(VISITORS)).status).toBe(200)
  })
})

test('Lists.SelectedOperations.Selected reaches the granted list alone', async () => {
  const { client } = await granted('write', VISITORS, 'Lists.SelectedOperations.Selected')
  expect((await post(client, `${VISITORS}/items`, item)).status).toBe(201)
  expect((await client.graph(`${FACILITIES}/lists/Documents`)).status).toBe(403)
})

test('ListItems.SelectedOperations.Selected reaches the granted item alone', async () => {
  const { client } = await granted('read', `${VISITORS}/items/1`, 'ListItems.SelectedOperations.Selected')
  expect((await client.graph(`${VISITORS}/items/1`)).status).toBe(200)
  expect((await client.graph(`${VISITORS}/items/2`)).status).toBe(403)
})

test('a list of grants leaves the roles out; a single one tells them', async () => {
  const { client, grant } = await granted('owner')
  const listed = valuesOf((await cloud.graph(`${FACILITIES}/permissions`)).body).find(({ id }) => id === grant)
  expect(listed).toMatchObject({ grantedToIdentities: [{ application: { id: client.appId } }] })
  expect(listed?.roles).toBeUndefined()
  expect((await cloud.graph(`${FACILITIES}/permissions/${grant}`)).body.roles).toEqual(['owner'])
})

test.each([
  ['an unknown role', { roles: ['admin'], grantedToIdentities: [{ application: { id: 'x' } }] }],
  ['no role', { roles: [], grantedToIdentities: [{ application: { id: 'x' } }] }],
  ['a person', { roles: ['read'], grantedToIdentities: [{ user: { id: 'x' } }] }],
])('%s cannot be granted', async (_, body) => {
  const answer = await post(cloud, `${FACILITIES}/permissions`, { body })
  expect([answer.status, errorOf(answer).code]).toEqual([400, 'invalidRequest'])
})

test('who grants for somebody signed in administers SharePoint', async () => {
  const body = { roles: ['read'], grantedTo: { application: { id: crypto.randomUUID(), displayName: 'Any' } } }
  const [admin, helper] = [
    await cloud.person('admin', ['Sites.FullControl.All']),
    await cloud.person('helpdesk', ['Sites.FullControl.All']),
  ]
  expect((await post(helper, `${FACILITIES}/permissions`, { body })).status).toBe(403)
  expect((await post(admin, `${FACILITIES}/permissions`, { body })).status).toBe(201)
})
