import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SampleDoor, sampleDoor } from './testing/sample-door.ts'
import { knownThing } from './testing/sample-operations.ts'

/** What people's browsers get, over https as behind a proxy, and over http on this machine. */
const folder = mkdtempSync(join(tmpdir(), 'atrium-console-'))
let secure: SampleDoor
let plain: SampleDoor
const own = 'https://atrium.example.org'

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><style nonce="__CSP_NONCE__"></style>')
  writeFileSync(join(folder, 'assets', 'main-4f2a.js'), 'console.log(1)')
  writeFileSync(join(folder, 'icon.svg'), '<svg/>')
  secure = await sampleDoor({ publicUrl: own, consoleFolder: folder })
  plain = await sampleDoor()
})
afterAll(async () => {
  await secure.close()
  await plain.close()
  rmSync(folder, { recursive: true })
})

const enter = (door: SampleDoor, word: string, headers: Record<string, string> = {}) =>
  door.ask('/v1/things/enter', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ word }),
  })

test('the session goes into a cookie that no script and no sibling host can touch, and not into the body', async () => {
  const answer = await enter(secure, 'hello', { origin: own, 'sec-fetch-site': 'same-origin' })
  expect(await answer.json()).toEqual({ welcome: 'public 43' })
  const [mark, session] = answer.headers.getSetCookie()
  expect(session).toBe('__Host-atrium=session-of-ada; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax')
  expect(mark).toMatch(/^__Host-atrium_browser=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})

test('over http the cookies have plain names', async () => {
  const [mark, session] = (await enter(plain, 'hello')).headers.getSetCookie()
  expect(session).toBe('atrium=session-of-ada; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax')
  expect(mark).toMatch(/^atrium_browser=/)
})

test('a session that ends takes its cookie along', async () => {
  const cookies = (await enter(plain, 'leave')).headers.getSetCookie()
  expect(cookies.at(-1)).toMatch(/^atrium=; .*Expires=Thu, 01 Jan 1970/)
})

test('a browser keeps its mark, and a made-up one is replaced', async () => {
  const [mark = ''] = (await enter(plain, 'hello')).headers.getSetCookie()
  const kept = await enter(plain, 'hello', { cookie: mark.split(';')[0] ?? '', origin: plain.url })
  expect(kept.headers.getSetCookie().filter((cookie) => cookie.startsWith('atrium_browser'))).toEqual([])
  const forged = await enter(plain, 'hello', { cookie: 'atrium_browser=guess', origin: plain.url })
  expect(forged.headers.getSetCookie()[0]).toMatch(/^atrium_browser=[\w-]{43}/)
})

const cookie = 'atrium=session-of-ada'
test.each([
  ['our own page', { cookie, 'sec-fetch-site': 'same-origin' }, 200],
  ['our own page in an old browser', { cookie, origin: 'own' }, 200],
  ['another site', { cookie, origin: 'https://evil.example' }, 403],
  ['another site that hides its origin', { cookie, origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
  ['a sibling host', { cookie, 'sec-fetch-site': 'same-site' }, 403],
  ['nobody knows whom, with a session', { cookie }, 403],
  ['another site, signing somebody in without a session', { 'sec-fetch-site': 'cross-site' }, 403],
  [
    'a program with a key, wherever it is',
    { authorization: 'Bearer writing-key', origin: 'https://evil.example' },
    403,
  ],
])('deleting something is asked for by %s: %s %i', async (_, headers: Record<string, string>, status) => {
  const sent = { ...headers, ...(headers.origin === 'own' && { origin: plain.url }) }
  expect((await plain.ask('/v1/things/mine', { method: 'DELETE', headers: sent })).status).toBe(status)
})

test('a key is refused only because this is for people, not because of where it came from', async () => {
  const headers = { authorization: 'Bearer writing-key', origin: 'https://evil.example' }
  const answer = await plain.ask('/v1/things/mine', { method: 'DELETE', headers })
  expect(await answer.json()).toMatchObject({ reason: null, detail: expect.stringContaining('signed-in person') })
})

test('an address of a page gets the page, with a nonce of its own for styles and nothing inline for scripts', async () => {
  const open = () => secure.ask('/people/any/deep/address', { headers: { accept: 'text/html,*/*' } })
  const first = await open()
  const text = await first.text()
  const nonce = /nonce="([\w-]+)"/.exec(text)?.[1]
  expect(first.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`)
  expect(first.headers.get('content-security-policy')).not.toContain('unsafe')
  expect(first.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(first.headers.get('strict-transport-security')).toBe('max-age=31536000')
  expect(first.headers.get('cache-control')).toBe('no-store')
  expect(await (await open()).text()).not.toBe(text)
})

test('files named by their content are kept for good, others are asked for again', async () => {
  const asset = await secure.ask('/assets/main-4f2a.js')
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(asset.headers.get('content-type')).toContain('javascript')
  expect((await secure.ask('/icon.svg')).headers.get('cache-control')).toBe('no-cache')
})

test('a missing file is missing, and so is a missing address of the interface, for a browser too', async () => {
  expect((await secure.ask('/assets/gone.js')).status).toBe(404)
  const answer = await secure.ask(`/v1/no/${knownThing}`, { headers: { accept: 'text/html' } })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect((await secure.ask('/..%2f..%2fetc%2fpasswd')).status).toBe(404)
})
