import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { post, redemption, renewal, signInAs } from './testing/client.ts'
import { type IdentityServer, startIdentityServer } from './testing/identity-server.ts'
import { APP, GRAPH, KRONWERK } from './testing/identity-world.ts'
import { claimsOf, jsonOf } from './testing/tokens.ts'

const TOKEN = `${KRONWERK.tenantId}/oauth2/token`
const RESOURCE = 'https://graph.microsoft.com'
let server: IdentityServer

beforeEach(async () => {
  server = await startIdentityServer()
  server.world.grantAdminConsent(KRONWERK.tenantId, APP.appId, '')
})
afterEach(() => server.close())

test('discovery of version 1.0 names its own endpoints and the issuer of security token service', async () => {
  const response = await fetch(`${server.origin}/${KRONWERK.defaultDomain}/.well-known/openid-configuration`)
  expect(await jsonOf(response)).toMatchObject({
    issuer: `https://sts.windows.net/${KRONWERK.tenantId}/`,
    authorization_endpoint: `${server.origin}/${KRONWERK.tenantId}/oauth2/authorize`,
    token_endpoint: `${server.origin}/${KRONWERK.tenantId}/oauth2/token`,
    jwks_uri: `${server.origin}/common/discovery/keys`,
  })
})

describe('client credentials with a resource', () => {
  test('yield a token, with times as texts', async () => {
    const { status, body } = await post(server, { grant_type: 'client_credentials', resource: RESOURCE }, TOKEN)
    expect(status).toBe(200)
    const claims = claimsOf(body.access_token)
    expect(claims).toMatchObject({ aud: RESOURCE, appid: APP.appId, roles: ['User.Read.All', 'Group.Read.All'] })
    expect(body).toEqual({
      token_type: 'Bearer',
      expires_in: '3599',
      ext_expires_in: '3599',
      expires_on: String(claims.exp),
      not_before: String(claims.nbf),
      resource: RESOURCE,
      access_token: body.access_token,
    })
  })

  test('take the resource as an application id, and refuse a request without one', async () => {
    const { body } = await post(server, { grant_type: 'client_credentials', resource: GRAPH }, TOKEN)
    expect(body.resource).toBe(GRAPH)
    const refused = await post(server, { grant_type: 'client_credentials', scope: `${RESOURCE}/.default` }, TOKEN)
    expect(refused.body.error_codes).toEqual([90014])
  })
})

describe('a sign-in with a resource', () => {
  const signIn = async (more = {}) => {
    const asked = { resource: RESOURCE, scope: 'openid', nonce: 'n1', ...more }
    const code = (await signInAs(server, 'Ada Berg', asked, 'common/oauth2/authorize')).get('code') ?? ''
    return (await post(server, redemption(code), 'common/oauth2/token')).body
  }

  test('yields everything registered, a refresh token and an id token of version 1.0', async () => {
    const body = await signIn()
    expect(String(body.scope).split(' ')).toEqual(expect.arrayContaining(['User.Read', 'Calendars.Read']))
    expect(claimsOf(body.access_token)).toMatchObject({ aud: RESOURCE, upn: 'ada.berg@kronwerk.example' })
    expect(claimsOf(body.id_token)).toMatchObject({
      iss: `https://sts.windows.net/${KRONWERK.tenantId}/`,
      nonce: 'n1',
      unique_name: 'ada.berg@kronwerk.example',
      upn: 'ada.berg@kronwerk.example',
      ver: '1.0',
    })
    expect(body.refresh_token).toEqual(expect.any(String))
  })

  test('may ask for a code and an id token by form, as older web libraries do', async () => {
    server.world.registrations = [{ ...structuredClone(APP), idTokenIssuance: true }]
    const asked = { response_type: 'code id_token', response_mode: 'form_post', nonce: 'n1', resource: RESOURCE }
    const answer = await signInAs(server, 'Ada Berg', asked, 'common/oauth2/authorize')
    expect(claimsOf(answer.get('id_token'))).toMatchObject({ ver: '1.0', nonce: 'n1', c_hash: expect.any(String) })
    const { body } = await post(server, redemption(answer.get('code') ?? ''), 'common/oauth2/token')
    expect(body.resource).toBe(RESOURCE)
  })

  test('renews for the same resource, or for another one that is allowed', async () => {
    const { refresh_token } = await signIn()
    const again = await post(server, renewal(refresh_token), 'common/oauth2/token')
    expect(again.body.resource).toBe(RESOURCE)
    const other = await post(server, { ...renewal(refresh_token), resource: GRAPH }, 'common/oauth2/token')
    expect(claimsOf(other.body.access_token).aud).toBe(GRAPH)
  })

  test('without any resource is for the retired Azure AD Graph, which no interface here is', async () => {
    const body = await signIn({ resource: undefined })
    expect(body.resource).toBe('00000002-0000-0000-c000-000000000000')
    expect((await server.platform.verifyAccessToken(String(body.access_token))).ok).toBe(false)
  })

  test('is the same session in version 2.0: its refresh token serves there too', async () => {
    const { refresh_token } = await signIn()
    const { body } = await post(server, { ...renewal(refresh_token), scope: 'User.Read' })
    expect(body.expires_in).toBe(3599)
  })
})

test('clients that ask about the user realm first learn that the account is managed here', async () => {
  const realm = async (user: string) =>
    jsonOf(await fetch(`${server.origin}/common/UserRealm/${encodeURIComponent(user)}?api-version=1.0`))
  expect(await realm('ada.berg@kronwerk.example')).toMatchObject({
    account_type: 'Managed',
    domain_name: 'kronwerk.example',
  })
  expect(await realm('ada@elsewhere.example')).toMatchObject({ account_type: 'Unknown' })
})
