import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type IdentityServer, startIdentityServer } from '../testing/identity-server.ts'
import { APP, BAKERY, DAY, GRAPH, HOUR, KRONWERK } from '../testing/identity-world.ts'
import { claimsOf, headerOf, jsonOf } from '../testing/tokens.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const SCOPE = 'https://graph.microsoft.com/.default'
const keyPair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const certificate = {
  keyId: 'c1',
  x5tS256: createHash('sha256').update('certificate').digest('base64url'),
  x5t: createHash('sha1').update('certificate').digest('base64url'),
  publicKeyPem: keyPair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  endDateTime: Date.now() + 365 * DAY,
}

let server: IdentityServer

beforeEach(async () => {
  server = await startIdentityServer()
  server.world.grantAdminConsent(KRONWERK.tenantId, APP.appId, '')
})
afterEach(() => server.close())

interface Answer {
  status: number
  body: Record<string, unknown>
  headers: Headers
}

async function ask(
  fields: Record<string, string | undefined> = {},
  { tenant = KRONWERK.tenantId, headers = {} }: { tenant?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const form = new URLSearchParams()
  const all: Record<string, string | undefined> = {
    grant_type: 'client_credentials',
    client_id: APP.appId,
    client_secret: 'app-secret',
    scope: SCOPE,
    ...fields,
  }
  for (const [name, value] of Object.entries(all)) if (value !== undefined) form.set(name, value)
  const response = await fetch(`${server.origin}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: form, headers })
  return { status: response.status, body: await jsonOf(response), headers: response.headers }
}

async function assertion(claims: Record<string, unknown> = {}, header: Record<string, string> = {}): Promise<string> {
  const now = Math.floor(server.world.clock / 1000)
  const payload = {
    iss: APP.appId,
    sub: APP.appId,
    aud: `${server.origin}/${KRONWERK.tenantId}/oauth2/v2.0/token`,
    jti: randomUUID(),
    nbf: now,
    iat: now,
    exp: now + 600,
    ...claims,
  }
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': certificate.x5tS256, ...header })
    .sign(keyPair.privateKey)
}

describe('client credentials', () => {
  test('yield a version 1.0 Graph token with the roles consented', async () => {
    const { status, body, headers } = await ask()
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toContain('no-store')
    expect(Object.keys(body)).toEqual(['token_type', 'expires_in', 'ext_expires_in', 'access_token'])
    expect(body.expires_in).toBe(3599)
    const principal = server.world.findServicePrincipal(KRONWERK.tenantId, APP.appId)
    const claims = claimsOf(body.access_token)
    expect(claims).toMatchObject({
      aud: 'https://graph.microsoft.com',
      iss: `https://sts.windows.net/${KRONWERK.tenantId}/`,
      app_displayname: 'Atrium Directory',
      appid: APP.appId,
      appidacr: '1',
      idtyp: 'app',
      oid: principal?.objectId,
      sub: principal?.objectId,
      roles: ['User.Read.All', 'Group.Read.All'],
      tid: KRONWERK.tenantId,
      ver: '1.0',
      iat: Math.floor(server.world.clock / 1000),
    })
    expect(claims.wids).toEqual(['0997a1d0-0d1d-4acb-b408-d5ca73121e90'])
    expect(headerOf(body.access_token)).toMatchObject({ typ: 'JWT', alg: 'RS256', nonce: expect.any(String) })
    expect(await server.platform.verifyAccessToken(String(body.access_token))).toMatchObject({
      ok: true,
      token: { tenantId: KRONWERK.tenantId, isAppOnly: true, roles: ['User.Read.All', 'Group.Read.All'] },
    })
  })

  test.each([
    [`${GRAPH}/.default`, GRAPH],
    ['https://graph.microsoft.com//.default', 'https://graph.microsoft.com/'],
  ])('for %s have the audience %s', async (scope, audience) => {
    expect(claimsOf((await ask({ scope })).body.access_token).aud).toBe(audience)
  })

  test("name Graph by the simulator's own address as well", async () => {
    const { body } = await ask({ scope: `${server.origin}/.default` })
    expect(claimsOf(body.access_token).aud).toBe('https://graph.microsoft.com')
  })

  test('carry no roles when none were granted', async () => {
    server.world.principals.forEach((principal) => {
      principal.roles = []
    })
    const { status, body } = await ask()
    expect(status).toBe(200)
    expect(claimsOf(body.access_token)).not.toHaveProperty('roles')
  })

  test('accept Basic, a query string, unknown fields, a trailing slash and a verified domain', async () => {
    const basic = Buffer.from(`${APP.appId}:app-secret`).toString('base64')
    const form = new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE, 'x-client-SKU': 'any' })
    const response = await fetch(
      `${server.origin}/${KRONWERK.defaultDomain}/oauth2/v2.0/token/?client-request-id=${randomUUID()}`,
      { method: 'POST', body: form, headers: { authorization: `Basic ${basic}` } },
    )
    expect(response.status).toBe(200)
  })

  test('for an own interface yield a version 2.0 token', async () => {
    const { status, body } = await ask({ scope: `api://${APP.appId}/.default` })
    expect(status).toBe(200)
    expect(claimsOf(body.access_token)).toMatchObject({ aud: APP.appId, azp: APP.appId, azpacr: '1', ver: '2.0' })
    expect(await server.platform.verifyAccessToken(String(body.access_token))).toMatchObject({ ok: false })
  })

  test('for an own interface that requires assignment fail with 501051', async () => {
    for (const principal of server.world.principals.values()) principal.appRoleAssignmentRequired = true
    expect((await ask({ scope: `api://${APP.appId}/.default` })).body.error_codes).toEqual([501051])
  })
})

describe('errors', () => {
  test('have the real body', async () => {
    const id = randomUUID()
    const { status, body } = await ask({ client_secret: 'wrong' }, { headers: { 'client-request-id': id } })
    expect(status).toBe(401)
    expect(body).toMatchObject({
      error: 'invalid_client',
      error_codes: [7000215],
      correlation_id: id,
      error_uri: 'https://login.microsoftonline.com/error?code=7000215',
    })
    expect(body.timestamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/)
    expect(body.error_description).toBe(
      `${String(body.error_description).split('\r\n')[0]}\r\nTrace ID: ${body.trace_id}\r\nCorrelation ID: ${id}\r\nTimestamp: ${body.timestamp}`,
    )
    expect(body.error_description).toMatch(/^AADSTS7000215: /)
    expect(JSON.stringify(body)).not.toContain('wrong')
  })

  test.each<[string, Record<string, string | undefined>, string, number, string, number]>([
    ['no secret', { client_secret: undefined }, KRONWERK.tenantId, 401, 'invalid_client', 7000218],
    ['an unknown application', { client_id: randomUUID() }, KRONWERK.tenantId, 400, 'unauthorized_client', 700016],
    ['no application', { client_id: undefined }, KRONWERK.tenantId, 400, 'invalid_request', 900144],
    ['no consent there', {}, BAKERY.tenantId, 401, 'invalid_client', 7000229],
    ['an unknown tenancy', {}, randomUUID(), 400, 'invalid_request', 90002],
    ['common', {}, 'common', 400, 'invalid_request', 50059],
    ['organizations', {}, 'organizations', 400, 'invalid_request', 50059],
    ['no scope', { scope: undefined }, KRONWERK.tenantId, 400, 'invalid_request', 90014],
    ['a bare scope', { scope: 'User.Read.All' }, KRONWERK.tenantId, 400, 'invalid_scope', 70011],
    [
      'a named permission',
      { scope: 'https://graph.microsoft.com/User.Read.All' },
      KRONWERK.tenantId,
      400,
      'invalid_scope',
      1002012,
    ],
    [
      'two resources',
      { scope: `${SCOPE} api://${APP.appId}/.default` },
      KRONWERK.tenantId,
      400,
      'invalid_scope',
      700022,
    ],
    [
      'an unknown resource',
      { scope: 'https://unknown.example/.default' },
      KRONWERK.tenantId,
      400,
      'invalid_resource',
      500011,
    ],
    ['no grant type', { grant_type: undefined }, KRONWERK.tenantId, 400, 'invalid_request', 900144],
    ['an unknown grant type', { grant_type: 'charm' }, KRONWERK.tenantId, 400, 'unsupported_grant_type', 70003],
  ])('%s', async (_, fields, tenant, status, error, code) => {
    const answer = await ask(fields, { tenant })
    expect([answer.status, answer.body.error, answer.body.error_codes]).toEqual([status, error, [code]])
  })

  test('an expired secret, by the simulated clock', async () => {
    const [registration] = server.world.registrations
    if (registration)
      registration.secrets = [{ keyId: 'k', value: 'app-secret', endDateTime: server.world.clock + HOUR }]
    expect((await ask()).status).toBe(200)
    server.world.clock += HOUR
    expect((await ask()).body.error_codes).toEqual([7000222])
  })

  test('a disabled application', async () => {
    for (const principal of server.world.principals.values()) principal.accountEnabled = false
    expect((await ask()).body.error_codes).toEqual([7000112])
  })

  test('a single-tenant application elsewhere', async () => {
    server.world.registrations = [{ ...APP, signInAudience: 'AzureADMyOrg', homeTenantId: KRONWERK.tenantId }]
    expect((await ask()).status).toBe(200)
    expect((await ask({}, { tenant: BAKERY.tenantId })).body.error_codes).toEqual([700016])
  })

  test('a GET', async () => {
    const response = await fetch(`${server.origin}/common/oauth2/v2.0/token`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error_codes: [900561] })
  })

  test('one ordered by the control door, with its claims', async () => {
    const claims = '{"access_token":{"capolids":{"essential":true}}}'
    server.world.fault = { match: { grantType: 'client_credentials' }, answer: { aadsts: 53003, claims } }
    const { status, body } = await ask()
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [53003], suberror: 'message_only', claims })
    server.world.fault = { match: {}, answer: { aadsts: 90033 } }
    const busy = await ask()
    expect([busy.status, busy.body.error, busy.headers.get('retry-after')]).toEqual([
      503,
      'temporarily_unavailable',
      '5',
    ])
  })
})

describe('certificate assertions', () => {
  beforeEach(() => {
    const [registration] = server.world.registrations
    if (registration) registration.certificates = [certificate]
  })
  const askWith = async (made: string): Promise<Answer> =>
    ask({ client_secret: undefined, client_assertion_type: ASSERTION_TYPE, client_assertion: made })

  test('by PS256 and x5t#S256', async () => {
    const { status, body } = await askWith(await assertion())
    expect(status).toBe(200)
    expect(claimsOf(body.access_token).appidacr).toBe('2')
  })

  test('by RS256 and x5t', async () => {
    const made = await new SignJWT({
      iss: APP.appId,
      sub: APP.appId,
      aud: `https://login.microsoftonline.com/${KRONWERK.defaultDomain}/oauth2/v2.0/token`,
      exp: Math.floor(server.world.clock / 1000) + 600,
    })
      .setProtectedHeader({ alg: 'RS256', x5t: certificate.x5t })
      .sign(keyPair.privateKey)
    expect((await askWith(made)).status).toBe(200)
  })

  test.each<[string, Record<string, unknown>, Record<string, string>, number]>([
    ['an unknown thumbprint', {}, { 'x5t#S256': 'AAAA' }, 700027],
    ['another audience', { aud: 'https://elsewhere.example/' }, {}, 700023],
    ["another tenancy's audience", { aud: `https://login.microsoftonline.com/${BAKERY.tenantId}/v2.0` }, {}, 700023],
    ['an expired assertion', { exp: Math.floor(Date.now() / 1000) - 3600 }, {}, 700024],
    ['a future assertion', { nbf: Math.floor(Date.now() / 1000) + 3600 }, {}, 700024],
    ['another application', { iss: 'x', sub: 'x' }, {}, 700021],
    ['another issuer', { iss: 'https://issuer.example', sub: 'repo' }, {}, 70025],
  ])('with %s', async (_, claims, header, code) => {
    expect((await askWith(await assertion(claims, header))).body.error_codes).toEqual([code])
  })

  test('with a broken signature, an expired certificate, or no assertion at all', async () => {
    const made = await assertion()
    expect((await askWith(`${made.slice(0, -8)}AAAAAAAA`)).body.error_codes).toEqual([700027])
    expect((await askWith('nonsense')).body.error_codes).toEqual([50027])
    server.world.clock = certificate.endDateTime
    expect((await askWith(await assertion())).body.error_codes).toEqual([700027])
  })

  test('are refused when only the simulated clock has moved on', async () => {
    const made = await assertion()
    server.world.clock += 30 * DAY
    expect((await askWith(made)).body.error_codes).toEqual([700024])
  })
})

test('tokens expire by the simulated clock', async () => {
  const accessToken = String((await ask()).body.access_token)
  server.world.clock += HOUR
  expect(await server.platform.verifyAccessToken(accessToken)).toEqual({
    ok: false,
    reason: 'Lifetime validation failed, the token is expired.',
  })
})

test('forged and foreign tokens are refused', async () => {
  const accessToken = String((await ask()).body.access_token)
  const [header, payload, signature] = accessToken.split('.')
  const forged = Buffer.from(JSON.stringify({ ...claimsOf(accessToken), tid: BAKERY.tenantId })).toString('base64url')
  for (const token of ['', 'x', 'a.b.c', `${header}.${forged}.${signature}`, `${header}.${payload}.`]) {
    expect((await server.platform.verifyAccessToken(token)).ok).toBe(false)
  }
})
