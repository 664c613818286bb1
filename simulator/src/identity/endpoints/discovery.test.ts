import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type IdentityServer, startIdentityServer } from '../testing/identity-server.ts'
import { KRONWERK } from '../testing/identity-world.ts'
import { jsonOf } from '../testing/tokens.ts'

let server: IdentityServer
beforeAll(async () => {
  server = await startIdentityServer()
})
afterAll(() => server.close())

const get = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${server.origin}${path}`, init)

describe('OpenID Connect discovery', () => {
  test.each([KRONWERK.tenantId, KRONWERK.defaultDomain, KRONWERK.tenantId.toUpperCase()])('of %s', async (tenant) => {
    const body = await jsonOf(await get(`/${tenant}/v2.0/.well-known/openid-configuration`))
    expect(body).toMatchObject({
      issuer: `${server.origin}/${KRONWERK.tenantId}/v2.0`,
      token_endpoint: `${server.origin}/${KRONWERK.tenantId}/oauth2/v2.0/token`,
      subject_types_supported: ['pairwise'],
      request_uri_parameter_supported: false,
    })
  })

  test.each(['common', 'organizations'])('of %s has the placeholder issuer', async (tenant) => {
    const body = await jsonOf(await get(`/${tenant}/v2.0/.well-known/openid-configuration/`))
    expect(body.issuer).toBe(`${server.origin}/{tenantid}/v2.0`)
    expect(body.authorization_endpoint).toBe(`${server.origin}/${tenant}/oauth2/v2.0/authorize`)
  })

  test('of an unknown tenancy is AADSTS90002', async () => {
    const response = await get('/nowhere.example/v2.0/.well-known/openid-configuration')
    expect(response.status).toBe(400)
    expect(await jsonOf(response)).toMatchObject({ error: 'invalid_request', error_codes: [90002] })
  })

  test('echoes the host that the caller used, answers HEAD and OPTIONS, refuses DELETE', async () => {
    const path = '/common/v2.0/.well-known/openid-configuration?appid=x'
    const port = new URL(server.origin).port
    const body = await jsonOf(await fetch(`http://localhost:${port}${path}`).catch(() => get(path)))
    expect(String(body.jwks_uri)).toContain('/common/discovery/v2.0/keys?appid=x')
    expect(String(body.issuer)).toMatch(/^http:\/\/(localhost|127\.0\.0\.1):\d+\/\{tenantid\}\/v2\.0$/)
    const head = await get(path, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await get(path, { method: 'OPTIONS' })).headers.get('allow')).toContain('GET')
    expect((await get(path, { method: 'DELETE' })).status).toBe(405)
  })
})

test('two keys are published; rotation brings a new one and retires the oldest', async () => {
  const kids = async (): Promise<string[]> => {
    const { keys } = await jsonOf(await get('/common/discovery/keys'))
    return Array.isArray(keys) ? keys.map((key: { kid: string }) => key.kid) : []
  }
  const before = await kids()
  expect(before).toHaveLength(2)
  await server.platform.rotateSigningKeys()
  const after = await kids()
  expect(after).toHaveLength(2)
  expect(after[1]).toBe(before[0])
  expect(before).not.toContain(after[0])
})

describe('instance discovery', () => {
  const ask = (endpoint: string): Promise<Response> =>
    get(`/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(endpoint)}`)

  test('knows its own host', async () => {
    const { host } = new URL(server.origin)
    expect(await jsonOf(await ask(`${server.origin}/${KRONWERK.tenantId}/oauth2/v2.0/authorize`))).toEqual({
      tenant_discovery_endpoint: `${server.origin}/${KRONWERK.tenantId}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    })
  })

  test('refuses another host with AADSTS50049', async () => {
    const response = await ask('https://evil.example/common/oauth2/v2.0/authorize')
    expect(await jsonOf(response)).toMatchObject({ error: 'invalid_instance', error_codes: [50049] })
  })
})

describe('reached as the real authority', () => {
  /** What a proxy hands on that answers for `host`. */
  const reach = async (host: string, path: string): Promise<Record<string, unknown>> => {
    const headers = { host, 'x-forwarded-proto': 'https' }
    const chunks: Buffer[] = []
    await new Promise<void>((resolve, reject) => {
      request(`${server.origin}${path}`, { headers }, (response) => {
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', resolve)
      })
        .on('error', reject)
        .end()
    })
    return jsonOf(new Response(Buffer.concat(chunks)))
  }

  test.each(['login.microsoftonline.com', 'login.windows.net'])(
    '%s is echoed, and Graph is the real one',
    async (host) => {
      const origin = `https://${host}`
      expect(await reach(host, `/${KRONWERK.tenantId}/v2.0/.well-known/openid-configuration`)).toMatchObject({
        issuer: `${origin}/${KRONWERK.tenantId}/v2.0`,
        token_endpoint: `${origin}/${KRONWERK.tenantId}/oauth2/v2.0/token`,
        userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
        msgraph_host: 'graph.microsoft.com',
      })
    },
  )

  test('instance discovery names the hosts of the cloud', async () => {
    const endpoint = 'https://login.windows.net/common/oauth2/authorize'
    const path = `/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(endpoint)}`
    expect(await reach('login.microsoftonline.com', path)).toMatchObject({
      tenant_discovery_endpoint: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
      metadata: [
        {
          preferred_network: 'login.microsoftonline.com',
          preferred_cache: 'login.windows.net',
          aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
        },
      ],
    })
  })
})

describe('userinfo', () => {
  test('without a token is refused as Graph does', async () => {
    const response = await get('/oidc/userinfo')
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('Bearer')
    expect(await jsonOf(response)).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } })
  })
})

test.each(['/', '/v1.0/users', '/_control/state', '/common/elsewhere', '/v1.0/adminconsent', '/common/constructor'])(
  '%s is not the identity platform’s',
  async (path) => {
    expect((await get(path)).status).toBe(404)
  },
)

test('a form beyond all measure is refused', async () => {
  const response = await get('/common/oauth2/v2.0/token', { method: 'POST', body: 'x'.repeat(300_000) })
  expect(response.status).toBe(413)
})
