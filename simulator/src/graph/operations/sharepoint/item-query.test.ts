import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { isObject } from '../../../world/model.ts'
import { SYSTEM } from '../../../world/sharepoint/identity.ts'

const INSIST = { prefer: 'HonorNonIndexedQueriesWarningMayFailRandomly' }
const COLUMNS = [
  { name: 'Code', text: {}, indexed: true },
  { name: 'Number', number: {}, indexed: true },
  { name: 'Kind', text: {}, indexed: true },
  { name: 'Plain', text: {} },
]
let cloud: TestCloud
/** Addresses of a list of 10 items, and of one of 50,000. */
let small: string
let large: string
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ['Sites.ReadWrite.All', 'Sites.Manage.All'] })
  small = await filled('Small', 10)
  large = await filled('Large', 50_000)
}, 60_000)
afterAll(() => cloud.close())

async function filled(displayName: string, count: number): Promise<string> {
  const made = await cloud.graph('/sites/root/lists', { method: 'POST', body: { displayName, columns: COLUMNS } })
  const list = cloud.simulator.world.primary.sharePoint.root.list(String(made.body.id))
  for (let i = 0; i < count; i++) {
    const fields = {
      Title: `Item ${i}`,
      Code: `C-${String(i).padStart(5, '0')}`,
      Number: (i * 7) % count,
      Kind: i % 2 ? 'odd' : 'even',
      Plain: `p${i}`,
    }
    list?.plant(fields, 0, SYSTEM)
  }
  return `/sites/root/lists/${made.body.id}/items`
}

async function codes(list: string, query: string, headers = {}): Promise<unknown[]> {
  const answer = await cloud.graph(`${list}?$expand=fields($select=Code)&${query}`, { headers })
  expect(answer.status, answer.text.slice(0, 300)).toBe(200)
  return valuesOf(answer.body).map(({ fields }) => (isObject(fields) ? fields.Code : undefined))
}

describe('a filter', () => {
  test.each([
    ["fields/Code eq 'c-00003'", ['C-00003']],
    ["startswith(fields/Code,'C-0000') and fields/Number gt 60", []],
    ["fields/Number ge 8 or fields/Code eq 'C-00000'", ['C-00000', 'C-00004', 'C-00007']],
    ['fields/Number lt 2', ['C-00000', 'C-00003']],
    ["fields/Kind eq 'odd' and fields/Number le 3", ['C-00003', 'C-00009']],
    ["(fields/Kind eq 'odd' or fields/Number eq 0) and fields/id le 2", ['C-00000', 'C-00001']],
    ["fields/Kind ne 'odd' and fields/Number lt 5", ['C-00000', 'C-00002', 'C-00006']],
    ["fields/Code eq 'none'", []],
  ])('%s', async (filter, expected) => {
    expect(await codes(small, `$filter=${encodeURIComponent(filter)}`)).toEqual(expected)
  })

  test('on a column without an index is refused with the header that allows it', async () => {
    const answer = await cloud.graph(`${small}?$filter=fields/Plain eq 'p3'`)
    const message =
      "Field 'Plain' cannot be referenced in filter or orderby as it is not indexed. Provide the 'Prefer: HonorNonIndexedQueriesWarningMayFailRandomly' header to allow this, but be warned that such queries may fail on large lists."
    expect([answer.status, errorOf(answer)]).toEqual([400, { code: 'invalidRequest', message }])
    expect(await codes(small, "$filter=fields/Plain eq 'p3'", INSIST)).toEqual(['C-00003'])
  })

  test.each(["contains(fields/Code,'3')", "not fields/Code eq 'x'", "Code eq 'x'"])(
    '%s is no filter of items',
    async (filter) => {
      const answer = await cloud.graph(`${small}?$filter=${encodeURIComponent(filter)}`)
      expect([answer.status, errorOf(answer).code]).toEqual([400, 'BadRequest'])
    },
  )
})

describe('an order', () => {
  test('follows an indexed column, numbers as numbers', async () => {
    expect((await codes(small, '$orderby=fields/Number')).slice(0, 3)).toEqual(['C-00000', 'C-00003', 'C-00006'])
    expect((await codes(small, '$orderby=fields/Number desc')).slice(0, 2)).toEqual(['C-00007', 'C-00004'])
  })

  test('by a column without an index is refused unless the caller insists', async () => {
    expect((await cloud.graph(`${small}?$orderby=fields/Plain`)).status).toBe(400)
    expect((await codes(small, '$orderby=fields/Plain desc', INSIST))[0]).toBe('C-00009')
  })

  test('of several columns settles ties by the next', async () => {
    const ordered = await codes(small, '$orderby=fields/Kind desc,fields/Number')
    expect(ordered.slice(0, 2)).toEqual(['C-00003', 'C-00009'])
  })
})

describe('a list of 50,000 items', () => {
  test('is read in pages of 200, or of up to 5,000', async () => {
    const first = await cloud.graph(large)
    expect(valuesOf(first.body)).toHaveLength(200)
    const { items, pages } = await cloud.all(`${large}?$top=5000&$select=id`)
    expect([items.length, pages]).toEqual([50_000, 10])
    expect(new Set(items.map(({ id }) => id)).size).toBe(50_000)
  })

  test('is searched and ordered by an index', async () => {
    expect(await codes(large, "$filter=fields/Code eq 'C-41234'")).toEqual(['C-41234'])
    expect(await codes(large, "$filter=fields/Kind eq 'even' and startswith(fields/Code,'C-4123')")).toHaveLength(5)
    expect((await codes(large, '$orderby=fields/Number desc&$top=1'))[0]).toBe('C-42857')
  })

  test.each([
    ["fields/Plain eq 'p7'", 'a column without an index'],
    ["fields/Kind eq 'odd'", 'an index that leaves more than 5,000 items'],
  ])('fails when %s: %s', async (filter) => {
    const answer = await cloud.graph(`${large}?$filter=${encodeURIComponent(filter)}`, { headers: INSIST })
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'notSupported'])
    expect(answer.body.error).toMatchObject({ innerError: { code: 'tooManyResources' } })
  })

  test('takes no further index', async () => {
    const path = `${large.replace(/\/items$/, '')}/columns/Plain`
    expect((await cloud.graph(path, { method: 'PATCH', body: { indexed: true } })).status).toBe(400)
  })
})

test.each([
  ['$skip=2', '$skip is not supported on this API. Only URLs returned by the API can be used to page.'],
  ['$skiptoken=forged', 'The provided skip token is not valid.'],
])('%s is refused', async (query, message) => {
  expect(errorOf(await cloud.graph(`${small}?${query}`))).toEqual({ code: 'invalidRequest', message })
})

test('a page goes on behind the last item, whatever was deleted in between', async () => {
  const list = await filled('Paged', 6)
  const first = await cloud.graph(`${list}?$top=3`)
  await cloud.graph(`${list}/2`, { method: 'DELETE' })
  const second = await cloud.graph(String(first.body['@odata.nextLink']))
  expect(valuesOf(second.body).map(({ id }) => id)).toEqual(['4', '5', '6'])
})
