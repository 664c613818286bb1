/** openid-client, a certified OpenID Connect client, which takes nothing on trust: issuer, hashes, nonce and signatures. */
import { equal, match, notEqual, ok } from 'node:assert/strict'
import { webcrypto } from 'node:crypto'
import * as client from 'openid-client'
import { readSetting } from '../../setting.ts'
import { check, failureOf } from '../check.ts'
import { enterDeviceCode, signIn } from '../sign-in-pages.ts'
import { GRAPH_DEFAULT, isTokenOfAdministrator, isTokenOfApplication } from '../tokens.ts'

const { authority, tenantId, administrator, publicAppId, confidential } = readSetting()
const { appId, secret, redirectUri, certificate } = confidential
const issuer = new URL(`${authority}/${tenantId}/v2.0`)

/** Whose discovery document is read anew for each, and whose tokens' signatures are checked against the published keys. */
async function discovered(clientId: string, authentication: client.ClientAuth): Promise<client.Configuration> {
  const configuration = await client.discovery(issuer, clientId, undefined, authentication)
  client.enableNonRepudiationChecks(configuration)
  return configuration
}

await check('discovery, whose issuer is the address that was asked', async () => {
  const server = (await discovered(appId, client.ClientSecretPost(secret))).serverMetadata()
  equal(server.issuer, issuer.href)
  ok(server.token_endpoint?.startsWith(`${authority}/${tenantId}/`), server.token_endpoint)
})

for (const [name, authentication] of [
  ['in the body', client.ClientSecretPost(secret)],
  ['by HTTP Basic', client.ClientSecretBasic(secret)],
] as const)
  await check(`client credentials, secret ${name}`, async () => {
    const configuration = await discovered(appId, authentication)
    const answer = await client.clientCredentialsGrant(configuration, { scope: GRAPH_DEFAULT })
    equal(answer.token_type, 'bearer')
    await isTokenOfApplication(answer.access_token, '1')
  })

await check('client credentials, private_key_jwt with the thumbprint of the certificate', async () => {
  const der = Buffer.from(certificate.privateKey.replace(/-----[^-]+-----|\s/g, ''), 'base64')
  const key = await webcrypto.subtle.importKey('pkcs8', der, { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['sign'])
  const authentication = client.PrivateKeyJwt(key, {
    [client.modifyAssertion]: (header) => {
      header['x5t#S256'] = Buffer.from(certificate.sha256, 'hex').toString('base64url')
    },
  })
  const configuration = await discovered(appId, authentication)
  const answer = await client.clientCredentialsGrant(configuration, { scope: GRAPH_DEFAULT })
  await isTokenOfApplication(answer.access_token, '2')
})

await check('a wrong secret: ResponseBodyError invalid_client', async () => {
  const configuration = await discovered(appId, client.ClientSecretPost('wrong'))
  const error = await failureOf(() => client.clientCredentialsGrant(configuration, { scope: GRAPH_DEFAULT }))
  ok(error instanceof client.ResponseBodyError, String(error))
  equal(error.error, 'invalid_client')
  equal(error.status, 401)
  match(String(error.error_description), /AADSTS7000215/)
})

await check('authorization code with PKCE, state and nonce; userinfo; refresh', async () => {
  const configuration = await discovered(appId, client.ClientSecretPost(secret))
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const address = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid profile email offline_access User.Read',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  const landed = new URL(`${redirectUri}?${await signIn(address.href, administrator)}`)
  const answer = await client.authorizationCodeGrant(configuration, landed, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  })
  const claims = answer.claims()
  equal(claims?.preferred_username, administrator.userPrincipalName)
  await isTokenOfAdministrator(answer.access_token)
  const person = await client.fetchUserInfo(configuration, answer.access_token, String(claims?.sub))
  equal(person.sub, claims?.sub)
  const renewed = await client.refreshTokenGrant(configuration, String(answer.refresh_token))
  notEqual(renewed.access_token, answer.access_token)
  equal(renewed.claims()?.sub, claims?.sub)
})

await check('device code', async () => {
  const configuration = await discovered(publicAppId, client.None())
  const started = await client.initiateDeviceAuthorization(configuration, { scope: 'openid User.Read' })
  await enterDeviceCode(started.verification_uri, started.user_code, administrator)
  await isTokenOfAdministrator((await client.pollDeviceAuthorizationGrant(configuration, started)).access_token)
})

await check('sign-out is where the discovery document says', async () => {
  const configuration = await discovered(appId, client.ClientSecretPost(secret))
  const address = client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: redirectUri })
  const response = await fetch(address, { redirect: 'manual' })
  ok(response.status < 400, String(response.status))
})
