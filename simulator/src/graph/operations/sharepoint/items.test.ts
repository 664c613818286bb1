import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { isObject, type Json } from '../../../world/model.ts'

const LISTS = '/sites/root/lists'
const ROLES = ['Sites.ReadWrite.All', 'Sites.Manage.All']
const COLUMNS = [
  { name: 'Code', text: {}, indexed: true, enforceUniqueValues: true },
  { name: 'Colour', choice: { choices: ['Red', 'Blue'] }, defaultValue: { value: 'Blue' } },
  { name: 'Tags', choice: { choices: ['A', 'B', 'C'], displayAs: 'checkBoxes' } },
  { name: 'Count', number: { minimum: 0, maximum: 10 } },
  { name: 'Due', dateTime: { format: 'dateOnly' } },
  { name: 'Notes', text: { allowMultipleLines: true } },
  { name: 'Done', boolean: {} },
  { name: 'Owner', personOrGroup: {} },
  { name: 'Link', hyperlinkOrPicture: {} },
  { name: 'Must', text: {}, required: true, defaultValue: { value: 'said' } },
  { name: 'Sum', calculated: { formula: '=1+1' } },
]
let cloud: TestCloud
let list: string
let lists = 0
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ROLES })
})
afterAll(() => cloud.close())
beforeEach(async () => {
  const made = await cloud.graph(LISTS, {
    method: 'POST',
    body: { displayName: `Things ${lists++}`, columns: COLUMNS },
  })
  list = `${LISTS}/${made.body.id}`
})

const add = (fields: { [name: string]: Json }, headers = {}) =>
  cloud.graph(`${list}/items`, { method: 'POST', body: { fields }, headers })
const set = (id: Json | undefined, body: Json, headers = {}) =>
  cloud.graph(`${list}/items/${id}/fields`, { method: 'PATCH', body, headers })
const fieldsOf = async (id: Json | undefined, query = '') =>
  (await cloud.graph(`${list}/items/${id}/fields${query}`)).body

describe('a new item', () => {
  test('has a number, an etag and whoever made it', async () => {
    const { status, body } = await add({ Title: 'First' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      id: '1',
      contentType: { name: 'Item' },
      createdBy: { application: { displayName: 'Test application' } },
    })
    expect(body.eTag).toMatch(/^"[0-9a-f-]{36},1"$/)
    const admin = await cloud.person('admin', ['Sites.ReadWrite.All'])
    const second = await admin.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'Second' } } })
    expect(second.body).toMatchObject({ id: '2', createdBy: { user: { id: admin.id } } })
  })

  test('has what its columns give by themselves', async () => {
    const { body } = await add({ Title: 'First' })
    expect(body.fields).toMatchObject({ Colour: 'Blue', Must: 'said', ContentType: 'Item', _UIVersionString: '1.0' })
  })

  test('shows values as their columns keep them', async () => {
    const { body } = await add({
      Code: 'X-1',
      Count: 7,
      Due: '2026-05-04T17:30:00+02:00',
      Done: true,
      'Tags@odata.type': 'Collection(Edm.String)',
      Tags: ['A', 'C'],
    })
    expect(body.fields).toMatchObject({
      Code: 'X-1',
      Count: 7,
      Due: '2026-05-04T00:00:00Z',
      Done: true,
      Tags: ['A', 'C'],
    })
  })

  test('names somebody whom the User Information List knows', async () => {
    const people = '/sites/root/lists/User Information List/items?$expand=fields'
    const filter = `$filter=fields/UserName eq 'helpdesk@${cloud.simulator.world.primary.profile.domain}'`
    const prefer = 'HonorNonIndexedQueriesWarningMayFailRandomly'
    const [row] = valuesOf((await cloud.graph(`${people}&${filter}`, { headers: { prefer } })).body)
    const { body } = await add({ OwnerLookupId: row?.id ?? null })
    expect(await fieldsOf(body.id, '?$select=Owner')).toMatchObject({
      Owner: 'Helpdesk Administrator (Northhaven Utilities)',
    })
  })

  test('is not added to a list that SharePoint keeps', async () => {
    const people = '/sites/root/lists/User Information List/items'
    const answer = await cloud.graph(people, { method: 'POST', body: { fields: {} } })
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'notSupported'])
  })

  test('names a person by the row of the User Information List', async () => {
    const admin = await cloud.person('admin', ['Sites.ReadWrite.All'])
    const made = await admin.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'By hand' } } })
    const { AuthorLookupId } = isObject(made.body.fields) ? made.body.fields : {}
    const { body } = await add({ OwnerLookupId: AuthorLookupId ?? null })
    expect(body.fields).toMatchObject({ OwnerLookupId: AuthorLookupId })
    expect(await fieldsOf(body.id, '?$select=Owner')).toMatchObject({
      Owner: 'Global Administrator (Northhaven Utilities)',
    })
  })

  test.each<[string, { [name: string]: Json }, string]>([
    ['an unknown column', { Nonsense: 1 }, "Field 'Nonsense' is not recognized"],
    ['a column of SharePoint’s own', { Created: '2026-01-01T00:00:00Z' }, "Field 'Created' is read-only"],
    ['a calculated column', { Sum: 3 }, "Field 'Sum' is read-only"],
    ['a lookup by its own name', { Owner: 12 }, "Field 'Owner' is not recognized"],
    [
      'a person who is not there',
      { OwnerLookupId: 99999 },
      "The row 99999 that field 'Owner' refers to does not exist.",
    ],
    ['a text that is a number', { Title: 5 }, "The value of field 'Title' is not valid: a String was expected."],
    ['a number that is a text', { Count: '5' }, "The value of field 'Count' is not valid: a Number was expected."],
    ['a number out of its range', { Count: 11 }, "The value 11 of field 'Count' is outside of its range."],
    ['a long text', { Title: 'x'.repeat(256) }, "The value of field 'Title' is longer than 255 characters."],
    ['no choice', { Colour: 'Green' }, "The value 'Green' is not one of the choices of field 'Colour'."],
    [
      'a collection without its type',
      { Tags: ['A'] },
      "The value of field 'Tags' is a collection and needs 'Tags@odata.type': 'Collection(Edm.String)'.",
    ],
    ['nothing where something must stand', { Must: null }, "Field 'Must' is required."],
    ['an address without the newer API', { Link: { Url: 'https://example.org', Description: 'x' } }, 'Invalid request'],
  ])('is refused with %s', async (_, fields, message) => {
    const answer = await add(fields)
    expect([answer.status, errorOf(answer)]).toEqual([400, { code: 'invalidRequest', message }])
    expect(valuesOf((await cloud.graph(`${list}/items`)).body)).toEqual([])
  })

  test('takes an address through the newer API', async () => {
    const Link = { Url: 'https://example.org', Description: 'An example' }
    const { body } = await add({ Link }, { prefer: 'apiversion=2.1' })
    expect(body.fields).toMatchObject({ Link })
  })

  test('may not repeat a unique value, whatever its case', async () => {
    await add({ Code: 'K-1' })
    const again = await add({ Code: 'k-1' })
    const message = 'One or more fields with unique constraints already has the provided value.'
    expect([again.status, errorOf(again)]).toEqual([400, { code: 'invalidRequest', message }])
  })
})

describe('a changed item', () => {
  test('has the next version, and remembers the earlier one', async () => {
    const { body } = await add({ Title: 'Before', Code: 'V' })
    const { status, body: fields, headers } = await set(body.id, { Title: 'After' })
    expect([status, fields.Title, fields.Code]).toEqual([200, 'After', 'V'])
    expect(headers.get('etag')).toBe(String(body.eTag).replace(',1"', ',2"'))
    const versions = valuesOf((await cloud.graph(`${list}/items/${body.id}/versions?$expand=fields`)).body)
    expect(versions).toMatchObject([
      { id: '2.0', fields: { Title: 'After' } },
      { id: '1.0', fields: { Title: 'Before' } },
    ])
  })

  test('is refused to who has not seen the latest version', async () => {
    const { body } = await add({ Title: 'Before' })
    expect((await set(body.id, { Title: 'Mine' }, { 'if-match': String(body.eTag) })).status).toBe(200)
    const stale = await set(body.id, { Title: 'Theirs' }, { 'if-match': String(body.eTag) })
    expect([stale.status, errorOf(stale).code]).toEqual([412, 'resourceModified'])
    expect(await fieldsOf(body.id)).toMatchObject({ Title: 'Mine' })
  })

  test('loses a value by null, and frees it where it is unique', async () => {
    const { body } = await add({ Title: 'One', Code: 'F' })
    await set(body.id, { Code: null })
    expect((await fieldsOf(body.id)).Code).toBeUndefined()
    expect((await add({ Code: 'F' })).status).toBe(201)
  })

  test('may keep its own unique value', async () => {
    const { body } = await add({ Code: 'S' })
    expect((await set(body.id, { Code: 'S', Title: 'Same' })).status).toBe(200)
  })

  test('is told on as a change of its list, which says no more', async () => {
    const told: string[] = []
    const stop = cloud.simulator.world.feed.listen(({ changeType, resource }) => told.push(`${changeType} ${resource}`))
    await add({ Title: 'Told' })
    stop()
    const { primary } = cloud.simulator.world
    expect(told).toEqual([`updated sites/${primary.sharePoint.root.id}/lists/${list.split('/').at(-1)}`])
  })
})

test('a deleted item is gone, and its number is not used again', async () => {
  const { body } = await add({ Title: 'Gone' })
  expect((await cloud.graph(`${list}/items/${body.id}`, { method: 'DELETE' })).status).toBe(204)
  const gone = await cloud.graph(`${list}/items/${body.id}`)
  expect([gone.status, errorOf(gone).code]).toEqual([404, 'itemNotFound'])
  expect((await add({ Title: 'Next' })).body.id).toBe('2')
})

test('a lookup shows the row it names, and a collection of them their texts', async () => {
  const target = list
  await add({ Title: 'Pump' })
  await add({ Title: 'Valve' })
  const id = target.split('/').at(-1) ?? ''
  const columns = [
    { name: 'Part', lookup: { listId: id, columnName: 'Title' } },
    { name: 'Parts', lookup: { listId: id, columnName: 'Title', allowMultipleValues: true } },
  ]
  const made = await cloud.graph(LISTS, { method: 'POST', body: { displayName: `Orders ${lists++}`, columns } })
  list = `${LISTS}/${made.body.id}`
  const { body } = await add({
    PartLookupId: 2,
    'PartsLookupId@odata.type': 'Collection(Edm.Int32)',
    PartsLookupId: [1, 2],
  })
  expect(body.fields).toMatchObject({
    PartLookupId: '2',
    Parts: [
      { LookupId: 1, LookupValue: 'Pump' },
      { LookupId: 2, LookupValue: 'Valve' },
    ],
  })
  expect(await fieldsOf(body.id, '?$select=Part')).toMatchObject({ Part: 'Valve' })
})

test('lists and items are the same after a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulated-lists-'))
  let own = await startTestCloud({ roles: ROLES, dataDir: folder })
  const made = await own.graph(LISTS, { method: 'POST', body: { displayName: 'Kept' } })
  const items = `${LISTS}/${made.body.id}/items`
  await own.graph(items, { method: 'POST', body: { fields: { Title: 'Kept' } } })
  await own.graph(`${items}/1/fields`, { method: 'PATCH', body: { Title: 'Kept too' } })
  const before = (await own.graph(`${items}/1`)).body
  await own.close()
  own = await startTestCloud({ roles: ROLES, dataDir: folder })
  const after = (await own.graph(`${items}/1`)).body
  await own.close()
  rmSync(folder, { recursive: true })
  expect({ ...after, '@odata.context': '' }).toEqual({ ...before, '@odata.context': '' })
})
