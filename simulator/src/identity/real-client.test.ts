import { createHash, generateKeyPairSync } from 'node:crypto'
import * as oauth from 'oauth4webapi'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Browser } from './testing/browser.ts'
import { signInAs } from './testing/client.ts'
import { type IdentityServer, startIdentityServer } from './testing/identity-server.ts'
import { APP, CALLBACK, DAY, KRONWERK } from './testing/identity-world.ts'
import { claimsOf } from './testing/tokens.ts'

/** A client that nobody here wrote, with its issuer validation on: oauth4webapi. */
const http = { [oauth.allowInsecureRequests]: true }
const client: oauth.Client = { client_id: APP.appId }
const bySecret = oauth.ClientSecretPost('app-secret')

let server: IdentityServer
let authority: oauth.AuthorizationServer

beforeEach(async () => {
  server = await startIdentityServer()
  const issuer = new URL(`${server.origin}/${KRONWERK.tenantId}/v2.0`)
  authority = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, http))
})
afterEach(() => server.close())

/** Ada signs in, consents when asked, and the client redeems its code. */
async function signIn(scope: string): Promise<{ answer: oauth.TokenEndpointResponse; response: Response }> {
  const verifier = oauth.generateRandomCodeVerifier()
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
  const url = new URL(authority.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    client_id: APP.appId,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString()
  const browser = new Browser(server.origin)
  await browser.open(url.href)
  let page = await browser.press('Ada Berg')
  if (page.forms.length > 0) page = await browser.press('Accept')
  const parameters = oauth.validateAuthResponse(authority, client, new URL(page.url), state)
  const response = await oauth.authorizationCodeGrantRequest(
    authority,
    client,
    bySecret,
    parameters,
    CALLBACK,
    verifier,
    http,
  )
  const options = { expectedNonce: nonce, requireIdToken: true }
  return { response, answer: await oauth.processAuthorizationCodeResponse(authority, client, response, options) }
}

test('authorization code with PKCE, id token, userinfo and refresh', async () => {
  const { answer } = await signIn('openid profile email offline_access User.Read')
  const claims = oauth.getValidatedIdTokenClaims(answer)
  expect(claims).toMatchObject({
    tid: KRONWERK.tenantId,
    oid: server.world.users[2]?.objectId,
    name: 'Ada Berg',
    preferred_username: 'ada.berg@kronwerk.example',
    email: 'ada.berg@kronwerk.example',
    ver: '2.0',
  })
  const userInfo = await oauth.userInfoRequest(authority, client, answer.access_token, http)
  const person = await oauth.processUserInfoResponse(authority, client, claims?.sub ?? '', userInfo)
  expect(person.name).toBe('Ada Berg')

  const response = await oauth.refreshTokenGrantRequest(authority, client, bySecret, answer.refresh_token ?? '', http)
  const refreshed = await oauth.processRefreshTokenResponse(authority, client, response)
  expect(refreshed.refresh_token).not.toBe(answer.refresh_token)
  expect(oauth.getValidatedIdTokenClaims(refreshed)?.sub).toBe(claims?.sub)
  expect(claimsOf(refreshed.access_token).scp).toBe('openid profile email User.Read')
})

test('the id token verifies against the published keys, also after a rotation', async () => {
  await oauth.validateApplicationLevelSignature(authority, (await signIn('openid')).response, http)
  await server.platform.rotateSigningKeys()
  // The client keeps the keys it read for a minute; a new look at the authority reads them again.
  authority = { ...authority }
  await oauth.validateApplicationLevelSignature(authority, (await signIn('openid')).response, http)
})

describe('client credentials', () => {
  beforeEach(() => server.world.grantAdminConsent(KRONWERK.tenantId, APP.appId, ''))

  const request = async (authentication: oauth.ClientAuth): Promise<oauth.TokenEndpointResponse> => {
    const scope = new URLSearchParams({ scope: 'https://graph.microsoft.com/.default' })
    const response = await oauth.clientCredentialsGrantRequest(authority, client, authentication, scope, http)
    return oauth.processClientCredentialsResponse(authority, client, response)
  }

  test('by secret in the body and by HTTP Basic', async () => {
    expect((await request(bySecret)).expires_in).toBe(3599)
    expect((await request(oauth.ClientSecretBasic('app-secret'))).expires_in).toBe(3599)
  })

  test('by private_key_jwt', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const [registration] = server.world.registrations
    registration?.certificates.push({
      keyId: 'c1',
      x5tS256: 'thumbprint-sha-256',
      x5t: 'thumbprint-sha-1',
      publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      endDateTime: server.world.clock + DAY,
    })
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['sign'])
    const authentication = oauth.PrivateKeyJwt(key, {
      [oauth.modifyAssertion]: (header) => {
        header['x5t#S256'] = 'thumbprint-sha-256'
      },
    })
    expect(claimsOf((await request(authentication)).access_token).appidacr).toBe('2')
  })

  test('refused say so as an OAuth error', async () => {
    const refusal = request(oauth.ClientSecretPost('wrong'))
    await expect(refusal).rejects.toMatchObject({ error: 'invalid_client', status: 401 })
  })
})

test('code and id token at once, whose hash of the code it checks', async () => {
  const [registration] = server.world.registrations
  if (registration) registration.idTokenIssuance = true
  const more = { response_type: 'code id_token', state: 's', nonce: 'n', response_mode: 'fragment' }
  const parameters = await signInAs(server, 'Ada Berg', more, `${KRONWERK.tenantId}/oauth2/v2.0/authorize`)
  const validated = await oauth.validateCodeIdTokenResponse(authority, client, parameters, 'n', 's', undefined, http)
  expect(validated.get('code')).toBe(parameters.get('code'))
  const response = await oauth.authorizationCodeGrantRequest(
    authority,
    client,
    bySecret,
    validated,
    CALLBACK,
    oauth.nopkce,
    http,
  )
  const answer = await oauth.processAuthorizationCodeResponse(authority, client, response, { expectedNonce: 'n' })
  expect(claimsOf(answer.id_token).nonce).toBe('n')
})

test('id token and access token at once: the token is hashed into the id token', async () => {
  const [registration] = server.world.registrations
  if (registration) Object.assign(registration, { idTokenIssuance: true, accessTokenIssuance: true })
  const asked = { response_type: 'id_token token', nonce: 'n' }
  const answer = await signInAs(server, 'Ada Berg', asked)
  expect(answer.get('token_type')).toBe('Bearer')
  expect(answer.get('scope')).toBe('openid User.Read')
  const digest = createHash('sha256')
    .update(answer.get('access_token') ?? '')
    .digest()
  expect(claimsOf(answer.get('id_token')).at_hash).toBe(digest.subarray(0, 16).toString('base64url'))
  expect(answer.has('code')).toBe(false)
})

test('a device code, from the first question to the tokens', async () => {
  const [registration] = server.world.registrations
  if (registration) registration.isFallbackPublicClient = true
  const none = oauth.None()
  const asked = await oauth.deviceAuthorizationRequest(authority, client, none, { scope: 'openid User.Read' }, http)
  const device = await oauth.processDeviceAuthorizationResponse(authority, client, asked)
  const poll = async () => {
    const response = await oauth.deviceCodeGrantRequest(authority, client, none, device.device_code, http)
    return oauth.processDeviceCodeResponse(authority, client, response)
  }
  await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' })
  const browser = new Browser(server.origin)
  await browser.open(device.verification_uri)
  await browser.press('Next', { user_code: device.user_code })
  await browser.press('Ada Berg')
  await browser.press('Accept')
  await browser.press('Continue')
  expect(oauth.getValidatedIdTokenClaims(await poll())?.tid).toBe(KRONWERK.tenantId)
})
