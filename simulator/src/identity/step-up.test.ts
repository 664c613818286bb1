import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Browser } from './testing/browser.ts'
import { authorizeUrl, buttonsOf, post, redemption, renewal, signInAs, tokensOf } from './testing/client.ts'
import { type IdentityServer, startIdentityServer } from './testing/identity-server.ts'
import { APP, DAY, HOUR, KRONWERK } from './testing/identity-world.ts'
import { claimsOf } from './testing/tokens.ts'

const CONTINUOUS = '{"access_token":{"xms_cc":{"values":["cp1"]}}}'
let server: IdentityServer

beforeEach(async () => {
  server = await startIdentityServer()
  server.world.grantAdminConsent(KRONWERK.tenantId, APP.appId, '')
})
afterEach(() => server.close())

const stepUp = (endpoint: 'token' | 'authorize') => {
  server.world.fault = { match: { endpoint }, answer: { aadsts: 50076, stepUp: true } }
}
const claimsIn = (body: Record<string, unknown>): string => String(body.claims)

describe('a step-up', () => {
  test('ordered for tokens: refused with a challenge, approved at authorize, then granted for good', async () => {
    const { refresh_token } = await tokensOf(server)
    stepUp('token')
    const refused = await post(server, renewal(refresh_token))
    expect(refused.body).toMatchObject({
      error: 'interaction_required',
      error_codes: [50076],
      suberror: 'basic_action',
    })
    expect(JSON.parse(claimsIn(refused.body))).toHaveProperty('access_token.capolids.essential', true)

    const asked = { claims: claimsIn(refused.body), scope: 'openid offline_access User.Read' }
    const code = (await signInAs(server, 'Ada Berg', asked)).get('code') ?? ''
    const granted = await post(server, redemption(code))
    expect(claimsOf(granted.body.access_token).amr).toEqual(['pwd', 'mfa'])
    const renewed = await post(server, renewal(granted.body.refresh_token))
    expect(renewed.status).toBe(200)
    expect((await post(server, renewal(renewed.body.refresh_token))).status).toBe(200)
    expect((await post(server, renewal(refresh_token))).body.error_codes).toEqual([50076])
  })

  test('is passed when the client adds its own capabilities to the challenge', async () => {
    const { refresh_token } = await tokensOf(server)
    stepUp('token')
    const challenge: { access_token: object } = JSON.parse(claimsIn((await post(server, renewal(refresh_token))).body))
    const claims = JSON.stringify({ access_token: { ...challenge.access_token, xms_cc: { values: ['cp1'] } } })
    const code = (await signInAs(server, 'Ada Berg', { claims })).get('code') ?? ''
    expect((await post(server, redemption(code))).status).toBe(200)
  })

  test('ordered for authorize: the person is asked once in a session, and prompt=none may not ask', async () => {
    stepUp('authorize')
    const browser = new Browser(server.origin)
    await browser.open(authorizeUrl(server))
    expect(buttonsOf(await browser.press('Ada Berg'))).toEqual(['Approve', 'Deny'])
    expect(server.world.signIns.at(-1)).toMatchObject({ interactive: true, errorCode: 50076 })
    const silent = await browser.open(authorizeUrl(server, { prompt: 'none' }))
    expect(new URL(silent.url).searchParams.get('error')).toBe('interaction_required')
    expect(new URL(silent.url).searchParams.get('claims')).toContain('capolids')
    await browser.open(authorizeUrl(server))
    expect(new URL((await browser.press('Approve')).url).searchParams.has('code')).toBe(true)
    const again = await browser.open(authorizeUrl(server, { prompt: 'none' }))
    expect(new URL(again.url).searchParams.has('code')).toBe(true)
  })

  test('follows a sign-in that prompt=login demanded without demanding it again', async () => {
    stepUp('authorize')
    expect((await signInAs(server, 'Ada Berg', { prompt: 'login' })).has('code')).toBe(true)
  })

  test('to an authentication context puts it into the token', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
    expect(claimsOf((await tokensOf(server, 'User.Read', { claims })).access_token).acrs).toEqual(['c1'])
  })
})

describe('continuous access evaluation', () => {
  const verdict = async (token: unknown) => server.platform.verifyAccessToken(String(token))
  const ada = () => server.world.users.find(({ displayName }) => displayName === 'Ada Berg')

  test('gives a client that handles claims challenges a token for a day', async () => {
    const body = await tokensOf(server, 'User.Read', { claims: CONTINUOUS })
    expect(body.expires_in).toBe(86_399)
    expect(claimsOf(body.access_token).xms_cc).toEqual(['cp1'])
    server.world.clock += DAY - HOUR
    expect(await verdict(body.access_token)).toMatchObject({ ok: true, token: { clientCapabilities: ['cp1'] } })
  })

  test('tells the resource when the sessions were revoked, which any other token does not feel', async () => {
    const continuous = (await tokensOf(server, 'User.Read', { claims: CONTINUOUS })).access_token
    const ordinary = (await tokensOf(server, 'User.Read')).access_token
    server.world.clock += 60_000
    const user = ada()
    if (user) user.sessionsValidFrom = server.world.clock
    expect(await verdict(continuous)).toMatchObject({ ok: true, revokedSince: server.world.clock })
    expect(await verdict(ordinary)).not.toHaveProperty('revokedSince')
    const fresh = (await tokensOf(server, 'User.Read', { claims: CONTINUOUS })).access_token
    expect(await verdict(fresh)).not.toHaveProperty('revokedSince')
  })

  test('tells it too when the account is disabled', async () => {
    const { access_token } = await tokensOf(server, 'User.Read', { claims: CONTINUOUS })
    const user = ada()
    if (user) user.accountEnabled = false
    expect(await verdict(access_token)).toMatchObject({ ok: true, revokedSince: server.world.clock })
  })
})

test('claims that are no JSON are refused', async () => {
  const page = await new Browser(server.origin).open(authorizeUrl(server, { claims: 'not JSON' }))
  expect(new URL(page.url).searchParams.get('error_description')).toContain('AADSTS90023')
})
