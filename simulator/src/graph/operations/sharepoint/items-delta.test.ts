import { afterEach, beforeEach, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud } from '../../../testing/cloud.ts'

const ITEMS = '/sites/root/lists/Visitors/items'
const DAY = 24 * 3600
let cloud: TestCloud
beforeEach(async () => {
  cloud = await startTestCloud({ roles: ['Sites.ReadWrite.All'] })
})
afterEach(() => cloud.close())

async function add(Title: string): Promise<string> {
  return String((await cloud.graph(ITEMS, { method: 'POST', body: { fields: { Title } } })).body.id)
}

test('the first round tells what is there, and the next what changed since', async () => {
  const { items, deltaLink } = await cloud.all(`${ITEMS}/delta`)
  expect(items).toHaveLength(40)
  const id = await add('Newcomer')
  await cloud.graph(`${ITEMS}/3/fields`, { method: 'PATCH', body: { Title: 'Renamed' } })
  const next = await cloud.all(deltaLink)
  expect(next.items.map((item) => item.id)).toEqual([id, '3'])
  expect((await cloud.all(next.deltaLink)).items).toEqual([])
})

test('a deleted item is told as deleted, also one that came in between', async () => {
  const { deltaLink } = await cloud.all(`${ITEMS}/delta`)
  const id = await add('Short visit')
  for (const gone of [id, '5']) await cloud.graph(`${ITEMS}/${gone}`, { method: 'DELETE' })
  const deleted = { state: 'deleted' }
  expect((await cloud.all(deltaLink)).items).toEqual([
    { id, deleted },
    { id: '5', deleted },
  ])
})

test('token=latest begins with now', async () => {
  const { items, deltaLink } = await cloud.all(`${ITEMS}/delta?token=latest`)
  expect(items).toEqual([])
  await add('After now')
  expect((await cloud.all(deltaLink)).items).toHaveLength(1)
})

test('what the first call expands is told in every round', async () => {
  const { items, deltaLink } = await cloud.all(`${ITEMS}/delta?$expand=fields($select=Title)&$select=id`)
  expect(Object.keys(items[0] ?? {}).sort()).toEqual(['@odata.etag', 'fields', 'id'])
  await add('Expanded')
  expect((await cloud.all(deltaLink)).items[0]).toMatchObject({ fields: { Title: 'Expanded' } })
})

test('many changes come in pages, each item once', async () => {
  const { deltaLink } = await cloud.all(`${ITEMS}/delta?token=latest`)
  for (let i = 0; i < 450; i++)
    await cloud.control('add-list-item', { site: 'root', list: 'Visitors', fields: { Title: `Guest ${i}` } })
  const { items, pages } = await cloud.all(deltaLink)
  expect([items.length, pages, new Set(items.map(({ id }) => id)).size]).toEqual([450, 3, 450])
})

test('after 60 days a token is answered with the address at which to begin again', async () => {
  const { deltaLink } = await cloud.all(`${ITEMS}/delta?token=latest`)
  await cloud.control('clock', { advanceSeconds: 61 * DAY })
  await cloud.renew()
  const expired = await cloud.graph(deltaLink)
  expect([expired.status, errorOf(expired).code]).toEqual([410, 'resyncRequired'])
  expect(expired.body.error).toMatchObject({ innerError: { code: 'resyncApplyDifferences' } })
  expect((await cloud.all(String(expired.headers.get('location')))).items).toHaveLength(40)
})

test('a token of another list is none', async () => {
  const { deltaLink } = await cloud.all(`${ITEMS}/delta`)
  const other = deltaLink.replace('Visitors', 'Documents')
  expect((await cloud.graph(other)).status).toBe(400)
})
