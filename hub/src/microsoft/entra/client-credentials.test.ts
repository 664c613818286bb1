import { createHash, X509Certificate } from 'node:crypto'
import { jwtVerify, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FakePorts, fakePorts } from '../testing/fake-ports.ts'
import type { Received, Reply } from '../testing/http-stand-in.ts'
import { clientId, identityStandIn, tenancyA, tenancyB } from '../testing/identity-stand-in.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { CertificateUnusable, type Credential, signingCertificate } from './credential.ts'
import { type Entra, entra } from './entra.ts'

let reply: (request: Received) => Reply
let platform: Awaited<ReturnType<typeof identityStandIn>>
let ports: FakePorts
let identity: Entra
const pair = selfSigned()
const byCertificate: Credential = { kind: 'certificate', ...pair }
const bySecret: Credential = { kind: 'secret', secret: 'a+secret&with=signs' }

beforeAll(async () => {
  platform = await identityStandIn((request) => reply(request))
})
afterAll(() => platform.close())
beforeEach(() => {
  ports = fakePorts()
  identity = entra(platform.cloud, ports)
})

const graphToken = (claims: Record<string, unknown>) => new UnsecuredJWT(claims).encode()
const issue = (claims: Record<string, unknown> = {}): Reply => ({
  json: {
    token_type: 'Bearer',
    expires_in: 3_599,
    access_token: graphToken({ tid: tenancyA, appid: clientId, roles: ['User.Read.All'], ...claims }),
  },
})
const ask = (credential: Credential = bySecret) => identity.clientCredentials({ clientId, credential }, tenancyA)

test('a token carries its roles, its tenancy and when it ends', async () => {
  reply = () => issue()
  const result = await ask()
  expect(result).toMatchObject({
    kind: 'token',
    token: { roles: ['User.Read.All'], tenantId: tenancyA, clientId, expiresAt: new Date('2026-03-01T09:59:59Z') },
  })
  const form = new URLSearchParams(platform.received.at(-1)?.body)
  expect(Object.fromEntries(form)).toEqual({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: bySecret.kind === 'secret' && bySecret.secret,
    scope: 'https://graph.microsoft.com/.default',
  })
})

test('a certificate signs an assertion: PS256, x5t#S256, for the token endpoint, five minutes long', async () => {
  reply = () => issue()
  await ask(byCertificate)
  const request = platform.received.at(-1)
  const form = new URLSearchParams(request?.body)
  expect(form.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
  expect(form.has('client_secret')).toBe(false)
  const tokenEndpoint = `${platform.origin}/${tenancyA}/oauth2/v2.0/token`
  const { payload, protectedHeader } = await jwtVerify(form.get('client_assertion') ?? '', pair.publicKey, {
    currentDate: ports.clock.now(),
    audience: tokenEndpoint,
    issuer: clientId,
    subject: clientId,
    algorithms: ['PS256'],
  })
  expect(protectedHeader).toEqual({
    alg: 'PS256',
    typ: 'JWT',
    'x5t#S256': createHash('sha256').update(new X509Certificate(pair.certificate).raw).digest('base64url'),
  })
  const now = ports.clock.now().getTime() / 1_000
  expect(payload).toMatchObject({ iat: now, nbf: now, exp: now + 300, jti: expect.any(String) })
})

describe('a certificate that cannot work is found before anything is sent', () => {
  test.each<[string, string, string]>([
    ['text that is no certificate', 'nonsense', pair.privateKey],
    ['text that is no key', pair.certificate, 'nonsense'],
    ['a key of another certificate', pair.certificate, selfSigned().privateKey],
  ])('%s', async (_, certificate, privateKey) => {
    await expect(signingCertificate(certificate, privateKey)).rejects.toThrow(CertificateUnusable)
  })

  test('a key shorter than 2048 bits', async () => {
    const short = selfSigned(1_024)
    await expect(signingCertificate(short.certificate, short.privateKey)).rejects.toThrow(CertificateUnusable)
  })

  test('and the message shows nothing of the key', async () => {
    const error = await signingCertificate('nonsense', pair.privateKey).catch((caught: unknown) => caught)
    expect(String(error)).not.toContain(pair.privateKey.slice(40, 80))
  })
})

test.each([
  [401, 'invalid_client', 7_000_222, 'secret_expired', 'reauthorise'],
  [400, 'unauthorized_client', 700_016, 'application_removed', 'reauthorise'],
  [400, 'invalid_grant', 53_003, 'conditional_access', 'never'],
  [503, 'temporarily_unavailable', 90_033, 'temporarily_unavailable', 'retry'],
] as const)('status %i %s AADSTS%i is the refusal %s', async (status, error, code, reason, again) => {
  reply = () => ({ status, headers: { 'www-authenticate': 'Bearer' }, json: { error, error_codes: [code] } })
  expect(await ask()).toMatchObject({ kind: 'refused', refusal: { reason, again, aadsts: code } })
})

test('a tenancy that does not exist is refused at its discovery document', async () => {
  const nowhere = entra(platform.cloud, {
    ...ports,
    fetch: async () => Response.json({ error: 'invalid_tenant', error_codes: [90_002] }, { status: 400 }),
  })
  expect(await nowhere.clientCredentials({ clientId, credential: bySecret }, tenancyB)).toMatchObject({
    refusal: { reason: 'tenancy_not_found' },
  })
})

test.each<[string, () => Reply, string]>([
  ['no connection', () => (response) => response.destroy(), 'temporarily_unavailable'],
  ['a page of a proxy', () => ({ raw: '<html>' }), 'temporarily_unavailable'],
  ['a token of another tenancy', () => issue({ tid: tenancyB }), 'tenancy_not_found'],
  ['a redirect', () => ({ status: 302, headers: { location: 'https://elsewhere.example.test' } }), 'unknown'],
])('%s is a refusal, not a crash', async (_, answer, reason) => {
  reply = answer
  expect(await ask()).toMatchObject({ kind: 'refused', refusal: { reason } })
})

test('a caller who gives up gets his own reason back', async () => {
  const giveUp = new AbortController()
  reply = () => () => giveUp.abort(new Error('enough'))
  await expect(identity.clientCredentials({ clientId, credential: bySecret }, tenancyA, giveUp.signal)).rejects.toThrow(
    'enough',
  )
})
