import { createHmac, generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { days, minutes, seconds } from '../../kernel/time.ts'
import { AccessToken } from './model/api-key.ts'
import { apiKey, firstOwner, member, ownerElsewhere, type Person } from './testing/people.ts'
import { openRoom, type Room, testUrl } from './testing/room.ts'

let room: Room
let owner: Person
beforeAll(async () => {
  room = await openRoom()
})
afterAll(() => room.close())

const signIn = async () => {
  owner = await firstOwner(room)
  return owner
}
const show = (bearer: string) => room.call('organisations.show', {}, { bearer })
const refused = (bearer: string) => room.refusal('organisations.show', {}, { bearer })
const tokenFor = async (key: string, input: object = {}) =>
  AccessToken.parse(await room.call('tokens.issue', input, { bearer: key }))

describe('API keys', () => {
  test('have a form that secret scanners know, and work for what they were made for', async () => {
    const { key, apiKey: made } = await apiKey(room, await signIn(), ['organisation:read'])
    expect(key).toMatch(/^atr_[a-z2-7]{8}_[a-z2-7]{59}$/)
    expect(key.startsWith(`${made.prefix}_`)).toBe(true)
    await show(key)
    expect(await room.refusal('organisations.rename', { name: 'No' }, { bearer: key })).toMatchObject({
      code: 'forbidden',
    })
    expect(await room.refusal('session.show', {}, { bearer: key })).toMatchObject({ code: 'forbidden' })
  })

  test('an altered or made-up one is refused', async () => {
    const { key } = await apiKey(room, await signIn(), ['organisation:read'])
    const altered = key.slice(0, 20) + (key[20] === 'a' ? 'b' : 'a') + key.slice(21)
    for (const wrong of [altered, `${key}a`, 'atr_', 'x', ''])
      expect(await refused(wrong)).toMatchObject({ code: 'unauthenticated' })
  })

  test('end when they are revoked, and when their time is over', async () => {
    const { key, apiKey: made } = await apiKey(room, await signIn(), ['organisation:read'])
    const short = await apiKey(room, owner, ['organisation:read'], 1)
    await room.call('api-keys.revoke', { apiKeyId: made.apiKeyId }, owner)
    expect(await refused(key)).toMatchObject({ code: 'unauthenticated' })
    await show(short.key)
    room.clock.advance(days(1))
    expect(await refused(short.key)).toMatchObject({ code: 'unauthenticated' })
    const listed = await room.call('api-keys.list', {}, await signIn())
    expect(listed).toMatchObject({ items: [{ state: 'expired' }, { state: 'revoked' }, {}, {}] })
  })

  test('note their use, once a minute at most', async () => {
    const { key, apiKey: made } = await apiKey(room, await signIn(), ['organisation:read'])
    const Used = z.object({ items: z.array(z.object({ apiKeyId: z.string(), lastUsedAt: z.string().nullable() })) })
    const lastUsed = async () => {
      const { items } = Used.parse(await room.call('api-keys.list', {}, owner))
      return items.find(({ apiKeyId }) => apiKeyId === made.apiKeyId)?.lastUsedAt
    }
    expect(await lastUsed()).toBeNull()
    await show(key)
    const first = room.clock.now().toISOString()
    room.clock.advance(seconds(59))
    await show(key)
    expect(await lastUsed()).toBe(first)
    room.clock.advance(seconds(1))
    await show(key)
    const second = room.clock.now().toISOString()
    expect(await lastUsed()).toBe(second)
  })

  test('are made by people only, within what these may do themselves', async () => {
    const admin = await member(room, await signIn(), 'admin')
    const { key } = await apiKey(room, admin, ['organisation:write'])
    const input = { name: 'more', scopes: ['organisation:write'] }
    expect(await room.refusal('api-keys.create', input, { bearer: key })).toMatchObject({ code: 'forbidden' })
    const operator = await member(room, owner, 'operator')
    expect(await room.refusal('api-keys.create', input, operator)).toMatchObject({ code: 'forbidden' })
  })

  test("another organisation's key is as unknown as one that never was", async () => {
    const stranger = await ownerElsewhere(room)
    const { apiKey: theirs, key } = await apiKey(room, stranger, ['organisation:read'])
    await signIn()
    const foreign = await room.refusal('api-keys.revoke', { apiKeyId: theirs.apiKeyId }, owner)
    const unknown = { apiKeyId: '00000000-0000-4000-8000-000000000000' }
    expect(foreign).toEqual(await room.refusal('api-keys.revoke', unknown, owner))
    await show(key)
  })
})

describe('access tokens', () => {
  test('carry some of the scopes of a key, for a quarter of an hour at most', async () => {
    const { key } = await apiKey(room, await signIn(), ['organisation:read', 'directory:read'])
    const whole = await tokenFor(key)
    expect(whole.scopes).toEqual(['organisation:read', 'directory:read'])
    await show(whole.accessToken)
    const part = await tokenFor(key, { scopes: ['directory:read'] })
    expect(await refused(part.accessToken)).toMatchObject({ code: 'forbidden' })
    const more = { scopes: ['audit:read'] }
    expect(await room.refusal('tokens.issue', more, { bearer: key })).toMatchObject({ code: 'forbidden' })
    expect(await room.refusal('tokens.issue', { lifetimeSeconds: 901 }, { bearer: key })).toMatchObject({
      code: 'invalid_input',
    })
    room.clock.advance(minutes(15))
    expect(await refused(whole.accessToken)).toMatchObject({ code: 'unauthenticated' })
    await show(key)
  })

  test('are for programs: neither a session nor a token is exchanged for one', async () => {
    const { key } = await apiKey(room, await signIn(), ['organisation:read'])
    const { accessToken } = await tokenFor(key)
    expect(await room.refusal('tokens.issue', {}, { bearer: accessToken })).toMatchObject({ code: 'forbidden' })
    expect(await room.refusal('tokens.issue', {}, owner)).toMatchObject({ code: 'forbidden' })
    expect(await room.refusal('tokens.issue')).toMatchObject({ code: 'unauthenticated' })
  })

  test('die with their key', async () => {
    const { key, apiKey: made } = await apiKey(room, await signIn(), ['organisation:read'])
    const { accessToken } = await tokenFor(key)
    await room.call('api-keys.revoke', { apiKeyId: made.apiKeyId }, owner)
    expect(await refused(accessToken)).toMatchObject({ code: 'unauthenticated' })
  })

  test('are refused without a signature, under another algorithm, another key, another audience, or altered', async () => {
    const { key } = await apiKey(room, await signIn(), ['organisation:read'])
    const { accessToken } = await tokenFor(key)
    const [header = '', payload = '', signature = ''] = accessToken.split('.')
    const claims = z.looseObject({ exp: z.number() }).parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const none = `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`
    const symmetric = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.${payload}`
    const hmac = createHmac('sha256', signature).update(symmetric).digest('base64url')
    const stranger = generateKeyPairSync('ed25519').privateKey
    const signedElsewhere = await new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' }).sign(stranger)
    const longer = `${header}.${encode({ ...claims, exp: claims.exp + 9_000 })}.${signature}`
    const wider = `${header}.${encode({ ...claims, scope: 'organisation:write' })}.${signature}`
    expect(claims).toMatchObject({ iss: testUrl, aud: testUrl })
    for (const forged of [none, `${symmetric}.${hmac}`, signedElsewhere, longer, wider, `${header}.${payload}.`])
      expect(await refused(forged)).toMatchObject({ code: 'unauthenticated' })
    await show(accessToken)
  })
})
