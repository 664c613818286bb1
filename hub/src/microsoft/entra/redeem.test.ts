import type { JWTPayload } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FakePorts, fakePorts } from '../testing/fake-ports.ts'
import type { Reply } from '../testing/http-stand-in.ts'
import { clientId, identityStandIn, personId, tenancyA, tenancyB } from '../testing/identity-stand-in.ts'
import { type Handshake, newHandshake } from './authorize.ts'
import { type Entra, entra } from './entra.ts'
import { tenancySegment } from './tenancy.ts'

const handshake: Handshake = { state: 'the state', nonce: 'the nonce', codeVerifier: 'v'.repeat(43) }
const secret = 'a-very-secret-client-secret'

let reply: () => Reply | Promise<Reply>
let platform: Awaited<ReturnType<typeof identityStandIn>>
let ports: FakePorts
let identity: Entra

beforeAll(async () => {
  platform = await identityStandIn(() => reply())
})
afterAll(() => platform.close())
beforeEach(() => {
  ports = fakePorts()
  identity = entra(platform.cloud, ports)
  platform.changeDiscovery((document) => document)
})

const tokens = (idToken: string): Reply => ({
  json: { token_type: 'Bearer', expires_in: 3_599, access_token: 'opaque', id_token: idToken },
})
const answerWith = (claims: JWTPayload) => {
  reply = async () => tokens(await platform.idToken({ nonce: handshake.nonce, ...claims }, ports.clock.now()))
}
const redeem = (more: { callback?: Record<string, string>; tenancy?: string; tenantId?: string } = {}) =>
  identity.redeem({
    tenancy: tenancySegment(more.tenancy ?? 'organizations'),
    registration: { clientId, credential: { kind: 'secret', secret } },
    redirectUri: 'https://atrium.example.test/signed-in',
    handshake,
    callback: new URLSearchParams(more.callback ?? { code: 'the code', state: handshake.state }),
    ...(more.tenantId === undefined ? {} : { tenantId: more.tenantId }),
  })

test('the authorization address carries PKCE S256, state and nonce', async () => {
  const url = await identity.authorizationUrl({
    tenancy: tenancySegment('organizations'),
    clientId,
    redirectUri: 'https://atrium.example.test/signed-in',
    handshake: { state: 's', nonce: 'n', codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' },
    prompt: 'select_account',
    loginHint: 'ada@example.test',
  })
  expect(url.pathname).toBe('/organizations/oauth2/v2.0/authorize')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: 'https://atrium.example.test/signed-in',
    scope: 'openid profile',
    state: 's',
    nonce: 'n',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', // RFC 7636, appendix B
    code_challenge_method: 'S256',
    prompt: 'select_account',
    login_hint: 'ada@example.test',
  })
})

test('the secrets of a handshake are 256 bits each', () => {
  for (const value of Object.values(newHandshake(ports.random)))
    expect(Buffer.from(value, 'base64url')).toHaveLength(32)
})

describe('a sign-in through organizations', () => {
  test('gives the person of the tenancy whose keys signed', async () => {
    answerWith({})
    expect(await redeem()).toEqual({
      kind: 'signed_in',
      person: {
        tenantId: tenancyA,
        objectId: personId,
        name: 'Ada Example',
        preferredUsername: 'ada@example.test',
        directoryRoleTemplateIds: ['62e90394-69f5-4237-9190-012177145e10'],
      },
    })
    const asked = platform.received.filter(({ method }) => method === 'POST').at(-1)
    const form = new URLSearchParams(asked?.body)
    expect(asked?.url.pathname).toBe('/organizations/oauth2/v2.0/token')
    expect(form.get('code_verifier')).toBe(handshake.codeVerifier)
    expect(form.get('client_secret')).toBe(secret)
  })

  test('goes on after Microsoft has changed its keys', async () => {
    answerWith({})
    await redeem()
    await platform.rotate()
    expect(await redeem()).toMatchObject({ kind: 'signed_in' })
  })

  test('takes a clock that differs by four minutes', async () => {
    reply = async () =>
      tokens(await platform.idToken({ nonce: handshake.nonce }, new Date(ports.clock.now().getTime() + 240_000)))
    expect(await redeem()).toMatchObject({ kind: 'signed_in' })
  })
})

describe('an ID token is not believed', () => {
  const placeholder = () => `${platform.origin}/{tenantid}/v2.0`
  test.each<[string, string, () => JWTPayload]>([
    ['with another nonce', 'nonce', () => ({ nonce: 'another' })],
    ['with the issuer of another tenancy', 'issuer', () => ({ iss: `${platform.origin}/${tenancyB}/v2.0` })],
    ['with the placeholder issuer', 'issuer', () => ({ iss: placeholder() })],
    ['with an issuer that differs by a slash', 'issuer', () => ({ iss: `${platform.origin}/${tenancyA}/v2.0/` })],
    ['whose tid is another tenancy than its issuer’s', 'issuer', () => ({ tid: tenancyB })],
    ['for another audience', 'audience', () => ({ aud: tenancyB })],
    ['for another authorised party', 'audience', () => ({ azp: tenancyB })],
    ['that has expired', 'expiry', () => ({ exp: Math.floor(ports.clock.now().getTime() / 1_000) - 301 })],
    ['that is not valid yet', 'expiry', () => ({ nbf: Math.floor(ports.clock.now().getTime() / 1_000) + 301 })],
    ['without a tenancy', 'form', () => ({ tid: undefined })],
    ['whose tenancy is a path', 'form', () => ({ tid: '../common' })],
    ['without a nonce', 'nonce', () => ({ nonce: undefined })],
  ])('%s', async (_, check, claims) => {
    answerWith(claims())
    expect(await redeem()).toEqual({ kind: 'rejected', check })
  })

  test('signed by a key of somebody else', async () => {
    reply = async () => tokens(await platform.foreignIdToken({ nonce: handshake.nonce }, ports.clock.now()))
    expect(await redeem()).toEqual({ kind: 'rejected', check: 'signature' })
  })

  test('with alg none', async () => {
    reply = () => tokens(platform.unsignedIdToken({ nonce: handshake.nonce }, ports.clock.now()))
    expect(await redeem()).toEqual({ kind: 'rejected', check: 'algorithm' })
  })

  test('of another tenancy than the one asked for, in the address or by the caller', async () => {
    answerWith({})
    expect(await redeem({ tenancy: tenancyB })).toEqual({ kind: 'rejected', check: 'tenancy' })
    expect(await redeem({ tenantId: tenancyB })).toEqual({ kind: 'rejected', check: 'tenancy' })
  })

  test('when the tenancy’s metadata speaks for another issuer, or sends elsewhere', async () => {
    answerWith({})
    platform.changeDiscovery((document) => ({ ...document, issuer: 'https://elsewhere.example.test/v2.0' }))
    expect(await redeem()).toEqual({ kind: 'rejected', check: 'metadata' })
    platform.changeDiscovery((document) => ({ ...document, token_endpoint: 'https://elsewhere.example.test/token' }))
    expect(await redeem()).toEqual({ kind: 'rejected', check: 'metadata' })
  })
})

describe('a callback', () => {
  test.each<[string, Record<string, string>]>([
    ['with another state', { code: 'c', state: 'forged' }],
    ['without a state', { code: 'c' }],
    ['without a code', { state: handshake.state }],
  ])('%s is rejected, and nothing is sent', async (_, callback) => {
    const before = platform.received.filter(({ method }) => method === 'POST').length
    expect(await redeem({ callback })).toEqual({ kind: 'rejected', check: 'callback' })
    expect(platform.received.filter(({ method }) => method === 'POST')).toHaveLength(before)
  })

  test('that carries an error is a refusal', async () => {
    expect(
      await redeem({
        callback: { error: 'access_denied', error_description: 'AADSTS65004: x', state: handshake.state },
      }),
    ).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'consent_declined' },
    })
  })
})

test('a code redeemed twice is a refusal that a new sign-in mends', async () => {
  reply = () => ({ status: 400, json: { error: 'invalid_grant', error_codes: [54_005] } })
  expect(await redeem()).toMatchObject({
    kind: 'refused',
    refusal: { reason: 'sign_in_expired', again: 'reauthorise' },
  })
})

test('no result contains the client secret, the code or the verifier', async () => {
  reply = () => ({
    status: 401,
    json: { error: 'invalid_client', error_description: `AADSTS7000215: ${secret}`, error_codes: [7_000_215] },
  })
  const shown = JSON.stringify(await redeem())
  for (const hidden of [secret, 'the code', handshake.codeVerifier]) expect(shown).not.toContain(hidden)
})
