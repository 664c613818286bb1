import { afterAll, beforeAll, expect, test } from 'vitest'
import { reading, type SampleDoor, sampleDoor, writing } from './testing/sample-door.ts'
import { knownThing } from './testing/sample-operations.ts'

let door: SampleDoor
beforeAll(async () => {
  door = await sampleDoor()
})
afterAll(() => door.close())

const unknownThing = '0190a000-0000-7000-8000-0000000000ff'

test('a list takes numbers, booleans and repeated parameters from the address', async () => {
  const answer = await door.ask('/v1/things?limit=1&colours=red&colours=green&heavy=false', { headers: reading })
  expect(answer.status).toBe(200)
  const page = await answer.json()
  expect(page).toMatchObject({ items: [{ thingId: knownThing }], nextCursor: expect.any(String), asOf: null })
})

test('one value of a list parameter is a list of one', async () => {
  expect((await door.ask('/v1/things?colours=red', { headers: reading })).status).toBe(200)
})

test('a value of the wrong kind is refused by the operation, with the field named', async () => {
  const answer = await door.ask('/v1/things?limit=many', { headers: reading })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ code: 'invalid_input', issues: [{ pointer: '/limit' }] })
})

test('a parameter that nobody reads is refused, so that a misspelt filter is no answer', async () => {
  const answer = await door.ask('/v1/things?serch=x', { headers: reading })
  expect(await answer.json()).toMatchObject({
    status: 400,
    issues: [{ pointer: '/serch', message: expect.stringContaining('search') }],
  })
})

test('path and body make one input, and the path wins', async () => {
  const body = JSON.stringify({ thingId: unknownThing, colour: 'green', coats: 2 })
  const answer = await door.ask(`/v1/things/${knownThing}/paint`, { method: 'POST', headers: writing, body })
  expect(await answer.json()).toMatchObject({ thingId: knownThing, name: 'Thing of 2', colour: 'green' })
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test('an unknown id is a problem of RFC 9457 with what to do next', async () => {
  const answer = await door.ask(`/v1/things/${unknownThing}`, { headers: reading })
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await answer.json()).toEqual({
    type: 'urn:atrium:problem:not_found',
    title: 'There is no such thing in this organisation',
    status: 404,
    code: 'not_found',
    detail: 'There is no such thing in this organisation.',
    next: expect.stringContaining('identifier'),
    reason: null,
    scope: null,
    issues: [],
    requestId: answer.headers.get('x-request-id'),
  })
})

test('a request id that is a UUID is kept, and any other replaced', async () => {
  const ask = async (id: string) =>
    (await door.ask('/healthz', { headers: { 'x-request-id': id } })).headers.get('x-request-id')
  expect(await ask(knownThing)).toBe(knownThing)
  expect(await ask('<script>')).toMatch(/^[0-9a-f-]{36}$/)
})

test('nobody is told to sign in by more than a bearer challenge', async () => {
  const answer = await door.ask('/v1/things')
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toBe('Bearer')
})

test('a missing scope is named', async () => {
  const answer = await door.ask(`/v1/things/${knownThing}/paint`, {
    method: 'POST',
    headers: { ...writing, ...reading },
    body: '{"colour":"red"}',
  })
  expect(await answer.json()).toMatchObject({ status: 403, scope: 'connections:write' })
})

test('slow_down carries Retry-After in whole seconds', async () => {
  const answer = await door.ask(`/v1/things/${knownThing}/paint`, {
    method: 'POST',
    headers: writing,
    body: '{"colour":"red","coats":9}',
  })
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '13'])
})

test('a defect shows nothing of itself, and stands in the log under its request id', async () => {
  const answer = await door.ask(`/v1/things/${knownThing}/paint`, {
    method: 'POST',
    headers: writing,
    body: '{"colour":"red","coats":8}',
  })
  const problem = await answer.text()
  expect(answer.status).toBe(500)
  expect(problem).not.toContain('brush')
  const id = answer.headers.get('x-request-id') ?? ''
  expect(door.logged.some((line) => line.includes(id) && line.includes('the brush broke'))).toBe(true)
})

test('what was sent twice with one Idempotency-Key is done once', async () => {
  const send = (colour: string) =>
    door.ask(`/v1/things/${knownThing}/paint`, {
      method: 'POST',
      headers: { ...writing, 'idempotency-key': 'once' },
      body: JSON.stringify({ colour }),
    })
  const first = await (await send('red')).text()
  expect(await (await send('red')).text()).toBe(first)
})

test.each([
  ['not JSON', 'application/json', '{"colour":', 400],
  ['a list', 'application/json', '[1]', 400],
  ['a form', 'application/x-www-form-urlencoded', 'colour=red', 400],
  ['a prototype', 'application/json', '{"__proto__":{"colour":"red"}}', 400],
  ['too much', 'application/json', JSON.stringify({ colour: 'x'.repeat(1_100_000) }), 413],
])('a body that is %s is refused in words', async (_, type, body, status) => {
  const headers = { ...writing, 'content-type': type }
  const answer = await door.ask(`/v1/things/${knownThing}/paint`, { method: 'POST', headers, body })
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ status, next: expect.stringMatching(/\.$/) })
})

test('a GET that the client has already is 304 without a body', async () => {
  const first = await door.ask('/v1/things', { headers: reading })
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^W\/"/)
  const again = await door.ask('/v1/things', { headers: { ...reading, 'if-none-match': `"other", ${etag}` } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const other = await door.ask('/v1/things?search=nothing', { headers: { ...reading, 'if-none-match': etag } })
  expect(other.status).toBe(200)
})

test('a list as CSV is whole, whatever its pages, and no cell is a formula', async () => {
  const answer = await door.ask('/v1/things.csv', { headers: reading })
  expect(answer.headers.get('content-type')).toMatch(/^text\/csv/)
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="things-list.csv"')
  const lines = (await answer.text()).trimEnd().split('\r\n')
  expect(lines).toHaveLength(6)
  expect(lines[0]).toBe('thingId,name,colour,owner.name,tags')
  expect(lines[1]).toBe(`${knownThing},'=1+1,red,,a; b`)
  expect(lines[2]).toContain('"Ada, of Works"')
  const byHeader = await door.ask('/v1/things', { headers: { ...reading, accept: 'text/csv' } })
  expect((await byHeader.text()).trimEnd().split('\r\n')).toEqual(lines)
})

test('a CSV that may not be read is a problem, not a file', async () => {
  expect((await door.ask('/v1/things.csv')).status).toBe(401)
})

test('the contract, an unknown address and health', async () => {
  expect(await (await door.ask('/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' })
  expect(await (await door.ask('/v1/nothing')).json()).toMatchObject({
    status: 404,
    next: expect.stringContaining('/openapi.json'),
  })
  expect(await (await door.ask('/healthz')).json()).toEqual({ status: 'ok' })
  expect(await (await door.ask('/readyz')).json()).toEqual({ status: 'ready' })
})

test('an address that cannot be read is a problem too, and a long id reaches its operation', async () => {
  expect(await (await door.ask('/v1/things/%E0%A4%A', { headers: reading })).json()).toMatchObject({
    code: 'invalid_input',
  })
  const long = await door.ask(`/v1/things/${'x'.repeat(1_300)}`, { headers: reading })
  expect(await long.json()).toMatchObject({ code: 'invalid_input', issues: [{ pointer: '/thingId' }] })
})

test('no answer can be framed, sniffed or told to others', async () => {
  const { headers } = await door.ask('/v1/things')
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('strict-transport-security')).toBeNull()
})

test('without its database it lives, but is not ready', async () => {
  const lost = await sampleDoor()
  await lost.loseDatabase()
  expect((await lost.ask('/healthz')).status).toBe(200)
  expect((await lost.ask('/readyz')).status).toBe(503)
  await lost.close()
})
