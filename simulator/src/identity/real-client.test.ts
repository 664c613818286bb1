import { generateKeyPairSync } from 'node:crypto'
import * as oauth from 'oauth4webapi'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Browser } from './testing/browser.ts'
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
