import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../http/testing/wire.ts'
import { startTestCloud, TEST_APP, type TestCloud } from '../testing/cloud.ts'
import { isObject, type Json } from '../world/model.ts'
import { sharePointDoor } from './door.ts'
import type { SharePointToken } from './rest-caller.ts'

const HOST = 'northhaven.sharepoint.com'
const NO_METADATA = { accept: 'application/json;odata=nometadata' }
let cloud: TestCloud
let server: Server
let port: number
/** What the next token is found to allow. */
let token: Partial<SharePointToken>

beforeAll(async () => {
  cloud = await startTestCloud()
  const door = sharePointDoor(cloud.simulator.world, async (credential, takes) => {
    if (credential.startsWith('bad') || !takes(`https://${HOST}`)) return { ok: false, reason: 'Bad signature.' }
    const held = { tenantId: cloud.tenantId, appId: TEST_APP, roles: [], scopes: [], isAppOnly: true }
    return { ok: true, token: { ...held, ...token } }
  })
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `https://${request.headers.host}`)
    void door(request, response, url).then((served) => served || response.writeHead(404).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(async () => {
  await cloud.close()
  server.close()
})

interface Reply {
  readonly status: number
  readonly body: { [name: string]: Json }
  readonly etag: string
}

async function rest(
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: { [name: string]: string }; body?: Json } = {},
): Promise<Reply> {
  const sent = { host: HOST, authorization: `Bearer x.${claims({ appidacr: '2' })}.y`, ...NO_METADATA, ...headers }
  const {
    status,
    text,
    headers: got,
  } = await ask(
    `http://127.0.0.1:${port}${path}`,
    { method, headers: sent },
    body === undefined ? undefined : JSON.stringify(body),
  )
  const parsed: unknown = text === '' ? {} : JSON.parse(text)
  return { status, body: isObject(parsed) ? parsed : {}, etag: String(got.etag ?? '') }
}

const claims = (given: { [name: string]: Json }) => Buffer.from(JSON.stringify(given)).toString('base64url')
const values = ({ body }: Reply) => (Array.isArray(body.value) ? body.value.filter(isObject) : [])
const errorIn = ({ body }: Reply) => {
  const error = isObject(body['odata.error']) ? body['odata.error'] : {}
  return isObject(error.message) ? error.message.value : undefined
}
const VISITORS = "/_api/web/lists/getByTitle('Visitors')"

describe('who may read', () => {
  beforeAll(() => {
    token = { roles: ['Sites.Read.All'] }
  })

  test('a web tells its title and address', async () => {
    expect((await rest('/sites/facilities/_api/web')).body).toMatchObject({
      Title: 'Facilities',
      Url: `https://${HOST}/sites/facilities`,
      ServerRelativeUrl: '/sites/facilities',
    })
  })

  test('the lists of a web come with the folders that were asked for', async () => {
    const lists = values(await rest('/_api/web/lists?$expand=RootFolder&$select=RootFolder/ServerRelativeUrl,*'))
    const visitors = lists.find(({ Title }) => Title === 'Visitors')
    expect(visitors).toMatchObject({
      BaseTemplate: 100,
      ItemCount: 40,
      RootFolder: { ServerRelativeUrl: '/Lists/Visitors' },
    })
    const filtered = values(
      await rest('/_api/web/lists?$filter=BaseTemplate eq 101&$select=Title'.replaceAll(' ', '%20')),
    )
    expect(filtered).toEqual([{ Title: 'Documents' }])
  })

  test('a list is named by its title, its id or its address', async () => {
    const { body } = await rest(VISITORS)
    expect((await rest(`/_api/web/lists(guid'${body.Id}')?$select=Title`)).body).toEqual({ Title: 'Visitors' })
    expect((await rest("/_api/web/GetList('%2FLists%2FVisitors')?$select=Id")).body).toEqual({ Id: body.Id ?? '' })
    expect(
      (await rest('/_api/web/DefaultDocumentLibrary?$select=VersionPolicies&$expand=VersionPolicies')).body,
    ).toEqual({
      VersionPolicies: { DefaultTrimMode: 0, DefaultExpireAfterDays: 0 },
    })
  })

  test('items are filtered, ordered and paged', async () => {
    const some = await rest(
      `${VISITORS}/items?$select=Id,Status,Author/Title&$expand=Author&$filter=${encodeURIComponent("Status eq 'Left' and Id le 20")}&$orderby=Id%20desc`,
    )
    expect(values(some).length).toBeGreaterThan(0)
    expect(values(some)[0]).toEqual({ Id: expect.any(Number), Status: 'Left', Author: { Title: 'System Account' } })
    const ids: unknown[] = []
    for (let link = `${VISITORS}/items?$top=15&$select=Id`; link !== ''; ) {
      const page = await rest(link)
      ids.push(...values(page).map(({ Id }) => Id))
      const next = page.body['odata.nextLink']
      link = typeof next === 'string' ? next.replace(`https://${HOST}`, '') : ''
    }
    expect(ids).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
  })

  test('a page can be begun behind any item', async () => {
    const page = await rest(`${VISITORS}/items?$top=2&$select=Id&$skiptoken=Paged=TRUE%26p_ID=7`)
    expect(values(page)).toEqual([{ Id: 8 }, { Id: 9 }])
  })

  test('a CAML query is answered up to its end', async () => {
    const query = {
      ViewXml: '<View><RowLimit>30</RowLimit></View>',
      ListItemCollectionPosition: { PagingInfo: 'Paged=TRUE&p_ID=30' },
    }
    const page = await rest(`${VISITORS}/GetItems`, { method: 'POST', body: { query } })
    expect(values(page)).toHaveLength(10)
  })

  test('verbose JSON wraps everything and says types', async () => {
    const { body } = await rest(`${VISITORS}/items(1)?$select=Title`, {
      headers: { accept: 'application/json;odata=verbose' },
    })
    expect(body.d).toMatchObject({ __metadata: { type: 'SP.Data.VisitorsListItem' }, Title: expect.any(String) })
  })

  test('OData 4 writes its annotations with an @', async () => {
    const headers = { accept: 'application/json;odata.metadata=none', 'odata-version': '4.0' }
    const { body } = await rest(`${VISITORS}/items?$top=1`, { headers })
    expect(body['@odata.nextLink']).toMatch(/p_ID%3D1/)
  })

  test('changes nothing', async () => {
    const refused = await rest(`${VISITORS}/items`, { method: 'POST', body: { Title: 'No' } })
    expect([refused.status, errorIn(refused)]).toEqual([
      403,
      'Access denied. You do not have permission to perform this action or access this resource.',
    ])
  })

  test.each([
    ["/_api/web/lists/getByTitle('None')", 404, `List 'None' does not exist at site with URL 'https://${HOST}'.`],
    [`${VISITORS}/items(4000)`, 404, 'Item does not exist. It may have been deleted by another user.'],
    ['/sites/nowhere/_api/web', 404, 'File Not Found.'],
    [
      `${VISITORS}?$select=Nonsense`,
      400,
      "The property 'Nonsense' does not exist on type 'SP.List'. Make sure to only use property names that are defined by the type.",
    ],
    [`${VISITORS}/items?$filter=Nonsense%20eq%201`, 400, "Field 'Nonsense' is not recognized"],
    ['/_api/web/sitegroups', 501, 'sitegroups of a web is not simulated.'],
  ])('%s answers %i in SharePoint’s words', async (path, status, message) => {
    const answer = await rest(path)
    expect([answer.status, errorIn(answer)]).toEqual([status, message])
  })
})

describe('who may write', () => {
  beforeAll(() => {
    token = { roles: ['Sites.FullControl.All'] }
  })

  test('adds an item by a form, and reads it back', async () => {
    const formValues = [
      { FieldName: 'Title', FieldValue: 'Rana Vale' },
      { FieldName: 'Badge', FieldValue: '12' },
      { FieldName: 'Escorted', FieldValue: '1' },
      { FieldName: 'ExpectedAt', FieldValue: '6/23/2026 4:05 PM' },
    ]
    const added = await rest(`${VISITORS}/AddValidateUpdateItemUsingPath()`, { method: 'POST', body: { formValues } })
    const id = values(added).find(({ FieldName }) => FieldName === 'Id')?.FieldValue
    expect((await rest(`${VISITORS}/items(${id})`)).body).toMatchObject({
      Title: 'Rana Vale',
      Badge: 12,
      Escorted: true,
      Status: 'Expected',
      ExpectedAt: '2026-06-23T16:05:00Z',
    })
  })

  test('is told field by field what does not fit, and nothing is added', async () => {
    const count = (await rest(`${VISITORS}?$select=ItemCount`)).body.ItemCount
    const formValues = [
      { FieldName: 'Title', FieldValue: 'Kept out' },
      { FieldName: 'Badge', FieldValue: 'many' },
    ]
    const answer = values(
      await rest(`${VISITORS}/AddValidateUpdateItemUsingPath()`, { method: 'POST', body: { formValues } }),
    )
    expect(answer.map(({ FieldName, HasException }) => [FieldName, HasException])).toEqual([
      ['Title', false],
      ['Badge', true],
    ])
    expect((await rest(`${VISITORS}?$select=ItemCount`)).body.ItemCount).toBe(count)
  })

  test('changes and deletes an item by tunnelled methods, if it is the version that was seen', async () => {
    const made = await rest(`${VISITORS}/items`, { method: 'POST', body: { Title: 'Bo Lark' } })
    expect([made.status, made.body.Title]).toEqual([201, 'Bo Lark'])
    const path = `${VISITORS}/items(${made.body.Id})`
    const merge = (ifMatch: string) =>
      rest(path, { method: 'POST', headers: { 'x-http-method': 'MERGE', 'if-match': ifMatch }, body: { Badge: 5 } })
    expect((await merge(made.etag)).status).toBe(204)
    expect((await merge(made.etag)).status).toBe(412)
    expect((await rest(path)).body.Badge).toBe(5)
    expect((await rest(path, { method: 'POST', headers: { 'x-http-method': 'DELETE', 'if-match': '*' } })).status).toBe(
      200,
    )
    expect((await rest(path)).status).toBe(404)
  })

  test('repeats no unique value', async () => {
    const refused = await rest(`${VISITORS}/items`, { method: 'POST', body: { Reference: 'VIS-00001' } })
    expect(errorIn(refused)).toMatch(/duplicate values were found/)
  })

  test('makes and deletes a list', async () => {
    const made = await rest('/_api/web/lists', { method: 'POST', body: { Title: 'Tools', BaseTemplate: 100 } })
    expect([made.status, made.body.Title]).toEqual([201, 'Tools'])
    const again = await rest('/_api/web/lists', { method: 'POST', body: { Title: 'Tools', BaseTemplate: 100 } })
    expect(errorIn(again)).toMatch(/already exists in this Web site/)
    const path = `/_api/web/lists(guid'${made.body.Id}')`
    expect((await rest(path, { method: 'POST', headers: { 'x-http-method': 'DELETE' } })).status).toBe(200)
    expect((await rest(path)).status).toBe(404)
  })

  test('gets a form digest', async () => {
    const { body } = await rest('/sites/intranet/policies/_api/contextinfo', { method: 'POST' })
    expect(body).toMatchObject({
      FormDigestValue: expect.stringMatching(/^0x[0-9A-F]+,/),
      SiteFullUrl: `https://${HOST}/sites/intranet`,
      WebFullUrl: `https://${HOST}/sites/intranet/policies`,
    })
  })
})

describe('who is let in', () => {
  test('an application with Sites.Selected only where it was granted', async () => {
    token = { roles: ['Sites.Selected'] }
    await cloud.control('grant-site', { site: 'sites/facilities', appId: TEST_APP, role: 'read' })
    expect((await rest('/sites/facilities/_api/web')).status).toBe(200)
    expect((await rest('/_api/web')).status).toBe(403)
  })

  test('a person no further than the person may go', async () => {
    const { primary } = cloud.simulator.world
    const user = primary.findByKey('user', `helpdesk@${primary.profile.domain}`)
    token = { scopes: ['AllSites.FullControl'], isAppOnly: false, userObjectId: user?.id ?? '' }
    expect((await rest(`${VISITORS}/items`, { method: 'POST', body: { Title: 'By hand' } })).status).toBe(201)
    expect((await rest('/_api/web/lists', { method: 'POST', body: { Title: 'Mine', BaseTemplate: 100 } })).status).toBe(
      403,
    )
  })

  test.each([
    ['no token', {}, 'No bearer token was sent.'],
    ['a token that does not hold', { authorization: 'Bearer bad' }, 'Invalid JWT token. Bad signature.'],
    [
      'an application that signed in with a secret',
      { authorization: `Bearer x.${claims({ appidacr: '1' })}.y` },
      'Unsupported app only token.',
    ],
  ])('nobody with %s', async (_, headers, reason) => {
    token = { roles: ['Sites.FullControl.All'] }
    const refused = await rest('/_api/web', { headers: { authorization: '', ...headers } })
    expect([refused.status, refused.body.error_description]).toEqual([401, reason])
  })

  test('another tenancy’s token not at all', async () => {
    token = { tenantId: crypto.randomUUID(), roles: ['Sites.FullControl.All'] }
    expect((await rest('/_api/web')).status).toBe(401)
  })
})

test('the simulator answers for the tenancy’s host, and refuses Graph’s token there', async () => {
  const authorization = 'Bearer of-nobody'
  const reply = await ask(`${cloud.simulator.url}/_api/web`, { headers: { host: HOST, authorization } })
  expect([reply.status, JSON.parse(reply.text).error]).toEqual([401, 'invalid_token'])
})
