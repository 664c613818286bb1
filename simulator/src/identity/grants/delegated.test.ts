import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Browser, queryOf } from '../testing/browser.ts'
import { type IdentityServer, startIdentityServer } from '../testing/identity-server.ts'
import { APP, BAKERY, CALLBACK, DAY, GRAPH, HOUR, KRONWERK } from '../testing/identity-world.ts'
import { claimsOf, jsonOf } from '../testing/tokens.ts'

const verifier = 'v'.repeat(64)
const MINUTE = 60 * 1000
let server: IdentityServer

beforeEach(async () => {
  server = await startIdentityServer({ appidSeed: 'seed 7' })
})
afterEach(() => server.close())

async function code(
  scope = 'openid profile offline_access User.Read',
  more: Record<string, string> = {},
): Promise<string> {
  const url = new URL(`${server.origin}/organizations/oauth2/v2.0/authorize`)
  url.search = new URLSearchParams({
    client_id: APP.appId,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope,
    nonce: 'n1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  }).toString()
  const browser = new Browser(server.origin)
  await browser.open(url.href)
  let page = await browser.press('Ada Berg')
  if (page.forms.length > 0) page = await browser.press('Accept')
  return queryOf(page).get('code') ?? ''
}

async function ask(
  fields: Record<string, string | undefined>,
  tenant = 'organizations',
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const form = new URLSearchParams()
  const all: Record<string, string | undefined> = { client_id: APP.appId, client_secret: 'app-secret', ...fields }
  for (const [name, value] of Object.entries(all)) if (value !== undefined) form.set(name, value)
  return jsonOf(await fetch(`${server.origin}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: form, headers }))
}

const redeem = (
  authorizationCode: string,
  fields: Record<string, string | undefined> = {},
  tenant?: string,
  headers?: Record<string, string>,
): Promise<Record<string, unknown>> =>
  ask(
    {
      grant_type: 'authorization_code',
      code: authorizationCode,
      redirect_uri: CALLBACK,
      code_verifier: verifier,
      ...fields,
    },
    tenant,
    headers,
  )

const refresh = (
  token: unknown,
  fields: Record<string, string> = {},
  tenant?: string,
): Promise<Record<string, unknown>> =>
  ask({ grant_type: 'refresh_token', refresh_token: String(token), ...fields }, tenant)

describe('an authorization code', () => {
  test('yields an access, an id and a refresh token', async () => {
    const answer = await redeem(await code(), { client_info: '1' })
    const ada = server.world.users[2]
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3599, scope: 'openid profile User.Read' })
    expect(claimsOf(answer.id_token)).toMatchObject({
      iss: `${server.origin}/${KRONWERK.tenantId}/v2.0`,
      aud: APP.appId,
      nonce: 'n1',
      oid: ada?.objectId,
      tid: KRONWERK.tenantId,
      wids: ['b79fbf4d-3ef9-4689-8143-76b194e85509'],
      sid: expect.any(String),
      login_hint: expect.any(String),
    })
    expect(claimsOf(answer.access_token)).toMatchObject({
      aud: 'https://graph.microsoft.com',
      iss: `https://sts.windows.net/${KRONWERK.tenantId}/`,
      idtyp: 'user',
      oid: ada?.objectId,
      scp: 'openid profile User.Read',
      upn: 'ada.berg@kronwerk.example',
      sub: claimsOf(answer.id_token).sub,
    })
    const info: unknown = JSON.parse(Buffer.from(String(answer.client_info), 'base64url').toString())
    expect(info).toEqual({ uid: ada?.objectId, utid: KRONWERK.tenantId })
    const verdict = await server.platform.verifyAccessToken(String(answer.access_token))
    expect(verdict).toMatchObject({ ok: true, token: { isAppOnly: false, userObjectId: ada?.objectId } })
  })

  test('yields only what its scopes name', async () => {
    expect(Object.keys(await redeem(await code('User.Read')))).not.toContain('id_token')
    const bare = await redeem(await code('openid'))
    expect(Object.keys(bare)).not.toContain('refresh_token')
    expect(claimsOf(bare.id_token)).not.toHaveProperty('preferred_username')
  })

  test('carries auth_time only when max_age was asked', async () => {
    expect(claimsOf((await redeem(await code('openid', { max_age: '60' }))).id_token)).toHaveProperty('auth_time')
    expect(claimsOf((await redeem(await code('openid'))).id_token)).not.toHaveProperty('auth_time')
  })

  test('is good once', async () => {
    const once = await code()
    await redeem(once)
    expect(await redeem(once)).toMatchObject({ error: 'invalid_grant', error_codes: [54005] })
  })

  test('lasts ten minutes', async () => {
    const late = await code()
    server.world.clock += 10 * MINUTE + 1
    expect((await redeem(late)).error_codes).toEqual([70008])
  })

  test.each<[string, Record<string, string | undefined>, number]>([
    ['another verifier', { code_verifier: 'w'.repeat(64) }, 501481],
    ['no verifier', { code_verifier: undefined }, 501481],
    ['another redirect address', { redirect_uri: 'https://atrium.example/callback' }, 500112],
    ['no secret', { client_secret: undefined }, 7000218],
    ['an unknown code', { code: 'made-up' }, 70000],
    ['two resources', { scope: `User.Read api://${APP.appId}/x` }, 28000],
  ])('is refused with %s', async (_, fields, expected) => {
    expect((await redeem(await code(), fields)).error_codes).toEqual([expected])
  })

  test('is refused at another tenancy, in a browser, and to a person blocked meanwhile', async () => {
    expect((await redeem(await code(), {}, BAKERY.tenantId)).error_codes).toEqual([700005])
    expect((await redeem(await code(), {}, undefined, { origin: 'https://spa.example' })).error_codes).toEqual([
      9002326,
    ])
    const last = await code()
    const ada = server.world.users[2]
    if (ada) ada.accountEnabled = false
    expect((await redeem(last)).error_codes).toEqual([50057])
  })

  test('with a plain challenge', async () => {
    const plain = await code('openid', { code_challenge: verifier, code_challenge_method: 'plain' })
    expect(await redeem(plain)).toHaveProperty('id_token')
  })

  test('of a public client takes no secret', async () => {
    server.world.registrations = [{ ...APP, secrets: [] }]
    expect(await redeem(await code(), { client_secret: undefined })).toHaveProperty('id_token')
    expect((await redeem(await code())).error_codes).toEqual([700025])
  })
})

describe('a refresh token', () => {
  test('stays good beside its successors', async () => {
    const { refresh_token } = await redeem(await code())
    const second = await refresh(refresh_token)
    expect(second.refresh_token).not.toBe(refresh_token)
    expect(await refresh(refresh_token, {}, KRONWERK.tenantId)).toHaveProperty('access_token')
    expect(await refresh(second.refresh_token)).toHaveProperty('access_token')
    expect(server.world.signIns.at(-1)).toMatchObject({ interactive: false, errorCode: 0, resourceAppId: GRAPH })
  })

  test('is renewed whatever scope is named', async () => {
    const { refresh_token } = await redeem(await code())
    expect(await refresh(refresh_token, { scope: 'https://graph.microsoft.com/User.Read' })).toMatchObject({
      refresh_token: expect.any(String),
      scope: 'openid profile offline_access https://graph.microsoft.com/User.Read'.replace('offline_access ', ''),
    })
  })

  test('dies after ninety idle days, and lives when used', async () => {
    const { refresh_token } = await redeem(await code())
    server.world.clock += 60 * DAY
    const next = await refresh(refresh_token)
    server.world.clock += 31 * DAY
    expect((await refresh(refresh_token)).error_codes).toEqual([700082])
    expect(await refresh(next.refresh_token)).toHaveProperty('access_token')
  })

  test('dies when sessions are revoked', async () => {
    const { refresh_token } = await redeem(await code())
    server.world.clock += HOUR
    const ada = server.world.users[2]
    if (ada) ada.sessionsValidFrom = server.world.clock
    expect(await refresh(refresh_token)).toMatchObject({ error_codes: [50173], suberror: 'bad_token' })
    expect(await refresh((await redeem(await code())).refresh_token)).toHaveProperty('access_token')
  })

  test('of a person who is gone, without consent, for an unknown scope, or made up is refused', async () => {
    const { refresh_token } = await redeem(await code())
    expect((await refresh(refresh_token, { scope: 'Mail.Read' })).error_codes).toEqual([65001])
    expect((await refresh('made-up')).error_codes).toEqual([70000])
    expect((await refresh(refresh_token, {}, BAKERY.tenantId)).error_codes).toEqual([50020])
    server.world.principals.clear()
    expect(await refresh(refresh_token)).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' })
    server.world.users.splice(2, 1)
    expect((await refresh(refresh_token)).error_codes).toEqual([50034])
  })

  test('is refused by conditional access, and the refusal is in the sign-in log', async () => {
    const { refresh_token } = await redeem(await code())
    server.world.fault = { match: { grantType: 'refresh_token' }, answer: { aadsts: 50076, claims: '{}' } }
    expect(await refresh(refresh_token)).toMatchObject({ error: 'interaction_required', claims: '{}' })
    expect(server.world.signIns.at(-1)).toMatchObject({ interactive: false, errorCode: 50076 })
  })

  test('outlives a restart on the same data', async () => {
    const { refresh_token } = await redeem(await code())
    const { users, principals } = server.world
    await server.close()
    server = await startIdentityServer({ appidSeed: 'seed 7' })
    server.world.users = users
    for (const [key, principal] of principals) server.world.principals.set(key, principal)
    expect(await refresh(refresh_token)).toHaveProperty('access_token')
  })
})
