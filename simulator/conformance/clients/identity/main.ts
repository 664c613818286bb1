/** @azure/identity, the credentials of the Azure libraries. */
import { equal, match, ok } from 'node:assert/strict'
import {
  AuthenticationError,
  AuthenticationRequiredError,
  AuthorizationCodeCredential,
  ChainedTokenCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  EnvironmentCredential,
  type TokenCredential,
  UsernamePasswordCredential,
} from '@azure/identity'
import { readSetting } from '../../setting.ts'
import { check, failureOf } from '../check.ts'
import { enterDeviceCode, signIn } from '../sign-in-pages.ts'
import { federatedAssertion, GRAPH_DEFAULT, isTokenOfAdministrator, isTokenOfApplication } from '../tokens.ts'

const { way, authority, tenantId, administrator, publicAppId, confidential } = readSetting()
const { appId, secret, certificate, redirectUri } = confidential
const { userPrincipalName, password } = administrator

/** The transparent way needs nothing; the direct one does, since the library knows only Microsoft's own hosts. */
const options = way === 'direct' ? { authorityHost: authority, disableInstanceDiscovery: true } : {}

const forApplication = async (credential: TokenCredential, appidacr: '1' | '2') => {
  const answer = await credential.getToken(GRAPH_DEFAULT)
  ok(answer && answer.expiresOnTimestamp > Date.now(), 'The token has already expired')
  await isTokenOfApplication(answer.token, appidacr)
}
const forAdministrator = async (credential: TokenCredential) =>
  isTokenOfAdministrator((await credential.getToken('User.Read'))?.token)

await check('ClientSecretCredential', () =>
  forApplication(new ClientSecretCredential(tenantId, appId, secret, options), '1'),
)

await check('ClientSecretCredential keeps its token', async () => {
  const credential = new ClientSecretCredential(tenantId, appId, secret, options)
  const first = await credential.getToken(GRAPH_DEFAULT)
  equal((await credential.getToken(GRAPH_DEFAULT)).token, first.token)
})

await check('ClientSecretCredential with a wrong secret: AuthenticationError', async () => {
  const credential = new ClientSecretCredential(tenantId, appId, 'wrong', options)
  const error = await failureOf(() => credential.getToken(GRAPH_DEFAULT))
  ok(error instanceof AuthenticationError || error instanceof AuthenticationRequiredError, String(error))
  match(error.message, /AADSTS7000215/)
})

await check('ClientCertificateCredential from a PEM file', () =>
  forApplication(new ClientCertificateCredential(tenantId, appId, certificate.file, options), '2'),
)

await check('ClientCertificateCredential from PEM text', () =>
  forApplication(
    new ClientCertificateCredential(
      tenantId,
      appId,
      { certificate: certificate.certificate + certificate.privateKey },
      options,
    ),
    '2',
  ),
)

await check('ClientCertificateCredential that sends its chain', () =>
  forApplication(
    new ClientCertificateCredential(tenantId, appId, certificate.file, { ...options, sendCertificateChain: true }),
    '2',
  ),
)

await check('ClientAssertionCredential', () =>
  forApplication(new ClientAssertionCredential(tenantId, appId, async () => federatedAssertion(), options), '2'),
)

await check('EnvironmentCredential', () => {
  const environment = { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: appId, AZURE_CLIENT_SECRET: secret }
  Object.assign(process.env, environment)
  return forApplication(new EnvironmentCredential(options), '1')
})

await check('ChainedTokenCredential passes over one that fails', () => {
  const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, ...rest } = process.env
  process.env = rest
  const unavailable = new EnvironmentCredential(options)
  const works = new ClientSecretCredential(tenantId, appId, secret, options)
  return forApplication(new ChainedTokenCredential(unavailable, works), '1')
})

await check('DeviceCodeCredential', () =>
  forAdministrator(
    new DeviceCodeCredential({
      ...options,
      clientId: publicAppId,
      tenantId,
      userPromptCallback: ({ verificationUri, userCode }) => {
        enterDeviceCode(verificationUri, userCode, administrator).catch((error) => {
          process.stderr.write(`${error.stack}\n`)
        })
      },
    }),
  ),
)

await check('UsernamePasswordCredential', () =>
  forAdministrator(new UsernamePasswordCredential(tenantId, publicAppId, userPrincipalName, password, options)),
)

await check('AuthorizationCodeCredential', async () => {
  const query = { client_id: appId, response_type: 'code', redirect_uri: redirectUri, scope: 'openid User.Read' }
  const address = `${authority}/${tenantId}/oauth2/v2.0/authorize?${new URLSearchParams(query)}`
  const code = (await signIn(address, administrator)).get('code') ?? ''
  await forAdministrator(new AuthorizationCodeCredential(tenantId, appId, secret, code, redirectUri, options))
})
