import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { isObject, type Json } from '../../../world/model.ts'

const LISTS = '/sites/root/lists'
let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ['Sites.ReadWrite.All', 'Sites.Manage.All'] })
})
afterAll(() => cloud.close())

const post = (path: string, body: Json) => cloud.graph(path, { method: 'POST', body })
const patch = (path: string, body: Json) => cloud.graph(path, { method: 'PATCH', body })

async function newList(displayName: string, columns: Json[] = []): Promise<string> {
  const made = await post(LISTS, { displayName, columns })
  expect(made.status).toBe(201)
  return `${LISTS}/${made.body.id}`
}

async function columnsOf(list: string) {
  return valuesOf((await cloud.graph(`${list}/columns`)).body)
}

describe('lists', () => {
  test('SharePoint’s own lists are told only to who selects system', async () => {
    const names = async (query: string) =>
      valuesOf((await cloud.graph(`${LISTS}${query}`)).body).map(({ displayName }) => displayName)
    expect(await names('')).not.toContain('Site Pages')
    expect(await names('?$select=displayName,system')).toContain('Site Pages')
  })

  test('a list is named by its id, its title or the last part of its address', async () => {
    const byTitle = await cloud.graph(`${LISTS}/Documents`)
    expect(byTitle.body).toMatchObject({ name: 'Shared Documents', list: { template: 'documentLibrary' } })
    expect((await cloud.graph(`${LISTS}/${byTitle.body.id}`)).body).toMatchObject({ id: byTitle.body.id })
    expect((await cloud.graph(`${LISTS}/Shared%20Documents`)).body).toMatchObject({ id: byTitle.body.id })
  })

  test('$expand brings columns and items with chosen fields', async () => {
    const { body } = await cloud.graph(
      `${LISTS}/Visitors?$expand=columns($select=name),items($expand=fields($select=Title,Badge))`,
    )
    expect(body.columns).toContainEqual({ name: 'Reference' })
    const [first] = valuesOf({ value: body.items ?? [] })
    expect(Object.keys(isObject(first?.fields) ? first.fields : {})).toEqual(['@odata.etag', 'Title', 'Badge'])
  })

  test('a title is taken once in a site, whatever its case', async () => {
    await newList('Ladders')
    const again = await post(LISTS, { displayName: 'LADDERS' })
    expect([again.status, errorOf(again).code]).toEqual([409, 'nameAlreadyExists'])
  })

  test.each([
    [
      'a name',
      { name: 'Books' },
      "Cannot define a 'name' for a list as it is assigned by the server. Instead, provide 'displayName'",
    ],
    [
      'an unknown template',
      { displayName: 'Books', list: { template: 'generic' } },
      'One of the provided arguments is not acceptable.',
    ],
    ['no title', { list: { template: 'genericList' } }, 'One of the provided arguments is not acceptable.'],
  ])('with %s no list is made', async (_, body, message) => {
    const answer = await post(LISTS, body)
    expect([answer.status, errorOf(answer)]).toEqual([400, { code: 'invalidRequest', message }])
  })

  test('a column that is called as one of SharePoint’s own gets a number', async () => {
    const list = await newList('Books', [{ name: 'Author', text: {} }])
    expect((await columnsOf(list)).map(({ name }) => name)).toEqual(expect.arrayContaining(['Author', 'Author0']))
  })

  test('a renamed list keeps its address, and a deleted one is gone', async () => {
    const list = await newList('Old name')
    expect((await patch(list, { displayName: 'New name' })).body).toMatchObject({
      displayName: 'New name',
      name: 'Old name',
    })
    expect((await cloud.graph(list, { method: 'DELETE' })).status).toBe(204)
    const gone = await cloud.graph(list)
    expect([gone.status, errorOf(gone).message]).toEqual([404, 'The specified list was not found'])
  })
})

describe('columns', () => {
  test('SharePoint’s own columns are read-only', async () => {
    const readOnly = (await columnsOf(`${LISTS}/Visitors`)).filter((column) => column.readOnly === true)
    expect(readOnly.map(({ name }) => name)).toEqual(expect.arrayContaining(['ID', 'Created', 'Author', 'ContentType']))
  })

  test('what a person calls a column gives it an internal name that never changes', async () => {
    const list = await newList('Named columns')
    const made = await post(`${list}/columns`, { name: 'Badge no.', text: {} })
    expect(made.body).toMatchObject({ name: 'Badge_x0020_no_x002e_', displayName: 'Badge no.' })
    const renamed = await patch(`${list}/columns/${made.body.id}`, { displayName: 'Badge' })
    expect(renamed.body).toMatchObject({ name: 'Badge_x0020_no_x002e_', displayName: 'Badge' })
  })

  test.each([
    ['no type', { name: 'A' }],
    ['two types', { name: 'A', text: {}, number: {} }],
    ['an index on a calculation', { name: 'A', calculated: { formula: '=1' }, indexed: true }],
    ['unique truth', { name: 'A', boolean: {}, indexed: true, enforceUniqueValues: true }],
    ['a lookup without its list', { name: 'A', lookup: {} }],
  ])('%s is not acceptable', async (_, column) => {
    const list = `${LISTS}/Visitors`
    const answer = await post(`${list}/columns`, column)
    expect([answer.status, errorOf(answer).message]).toEqual([400, 'One of the provided arguments is not acceptable.'])
  })

  test('unique values need an index', async () => {
    const answer = await post(`${LISTS}/Visitors/columns`, { name: 'Once', text: {}, enforceUniqueValues: true })
    expect(errorOf(answer).message).toBe('This field must be indexed to enforce unique values')
  })

  test('values that stand twice cannot be made unique afterwards', async () => {
    const list = await newList('Twice', [{ name: 'Code', text: {} }])
    for (const Code of ['A', 'a']) await post(`${list}/items`, { fields: { Code } })
    const answer = await patch(`${list}/columns/Code`, { indexed: true, enforceUniqueValues: true })
    expect(answer.status).toBe(400)
    expect((await columnsOf(list)).find(({ name }) => name === 'Code')).toMatchObject({ enforceUniqueValues: false })
  })

  test('a column of one name is taken once', async () => {
    const answer = await post(`${LISTS}/Visitors/columns`, { name: 'Company', text: {} })
    expect([answer.status, errorOf(answer).code]).toEqual([409, 'nameAlreadyExists'])
  })

  test('a list has at most 20 indexes', async () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ name: `Column${i}`, text: {}, indexed: true }))
    const list = await newList('Many indexes', many)
    expect((await post(`${list}/columns`, { name: 'More', text: {}, indexed: true })).status).toBe(400)
  })

  test('SharePoint’s own column is not deleted, another one is', async () => {
    const list = await newList('Shrinking', [{ name: 'Spare', text: {} }])
    expect((await cloud.graph(`${list}/columns/Title`, { method: 'DELETE' })).status).toBe(400)
    expect((await cloud.graph(`${list}/columns/Spare`, { method: 'DELETE' })).status).toBe(204)
    expect((await columnsOf(list)).map(({ name }) => name)).not.toContain('Spare')
  })
})
