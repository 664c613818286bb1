import { createServer, type Server } from 'node:http'
import fc from 'fast-check'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { matchingCredential } from './federated-assertion.ts'
import { PIPELINE, pipelineAssertion } from './testing/assertions.ts'
import { ASSERTION_TYPE, post, type Sent } from './testing/client.ts'
import { type IdentityServer, startIdentityServer } from './testing/identity-server.ts'
import { APP, KRONWERK } from './testing/identity-world.ts'
import { claimsOf } from './testing/tokens.ts'

let server: IdentityServer
beforeEach(async () => {
  server = await startIdentityServer()
  server.world.grantAdminConsent(KRONWERK.tenantId, APP.appId, '')
})
afterEach(() => server.close())

const trust = (...credentials: Partial<typeof PIPELINE>[]): void => {
  const federatedIdentityCredentials = credentials.map((own) => ({ ...PIPELINE, ...own }))
  server.world.registrations = [{ ...structuredClone(APP), federatedIdentityCredentials }]
}
const ask = async (fields: Sent) =>
  post(
    server,
    { grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default', ...fields },
    `${KRONWERK.tenantId}/oauth2/v2.0/token`,
  )

test('a token of a trusted issuer, whose keys come with the registration, authenticates the client', async () => {
  trust({})
  const { status, body } = await ask(await pipelineAssertion(server))
  expect(status).toBe(200)
  expect(claimsOf(body.access_token)).toMatchObject({ appid: APP.appId, appidacr: '2' })
})

test('one of this very authority does too: an application of one tenancy vouches for another', async () => {
  const own = await post(
    server,
    { grant_type: 'client_credentials', scope: `api://${APP.appId}/.default` },
    `${KRONWERK.tenantId}/oauth2/v2.0/token`,
  )
  const { iss, sub } = claimsOf(own.body.access_token)
  trust({ issuer: String(iss), subject: String(sub), audiences: [APP.appId], jwks: undefined })
  const assertion = { client_assertion: String(own.body.access_token), client_assertion_type: ASSERTION_TYPE }
  expect((await ask({ client_secret: undefined, ...assertion })).status).toBe(200)
})

test('the keys of another issuer are read from its discovery document', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const other = createServer((request, response) => {
    const isKeys = request.url === '/keys'
    const keys = exportJWK(publicKey).then((jwk) => ({ keys: [{ ...jwk, kid: 'k' }] }))
    const document = Promise.resolve({ jwks_uri: `${addressOf(other)}/keys` })
    void (isKeys ? keys : document).then((body) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
    )
  })
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  try {
    const issuer = addressOf(other)
    trust({ issuer, jwks: undefined })
    const sign = (audience: string) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', kid: 'k' })
        .setIssuer(issuer)
        .setSubject(PIPELINE.subject)
        .setAudience(audience)
        .setExpirationTime('10m')
        .sign(privateKey)
    const fields = { client_secret: undefined, client_assertion_type: ASSERTION_TYPE }
    const right = await sign('api://AzureADTokenExchange')
    expect((await ask({ ...fields, client_assertion: right })).status).toBe(200)
    const forged = `${right.slice(0, -6)}AAAAAA`
    expect((await ask({ ...fields, client_assertion: forged })).body.error_codes).toEqual([50013])
  } finally {
    other.close()
  }
})

test('an issuer that nobody can reach is a refusal, not a defect', async () => {
  trust({ issuer: 'http://127.0.0.1:1', jwks: undefined })
  const { status, body } = await ask(await pipelineAssertion(server, { iss: 'http://127.0.0.1:1' }))
  expect([status, body.error_codes]).toEqual([401, [50013]])
})

test('a credential fits only with the exact case of all three values', () => {
  const change = fc.constantFrom('issuer', 'subject', 'audience')
  fc.assert(
    fc.property(change, fc.nat(), (which, at) => {
      const { issuer, subject, audiences } = PIPELINE
      const values = { issuer, subject, audience: audiences[0] ?? '' }
      const text = values[which]
      const position = at % text.length
      const character = text.charAt(position)
      const swapped = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase()
      fc.pre(swapped !== character)
      const sent = { ...values, [which]: text.slice(0, position) + swapped + text.slice(position + 1) }
      const registration = { ...APP, federatedIdentityCredentials: [PIPELINE] }
      const claims = { iss: sent.issuer, sub: sent.subject }
      expect(() => matchingCredential(registration, { claims, audiences: [sent.audience] })).toThrow(
        which === 'audience' ? 'AADSTS700212' : 'AADSTS7002138',
      )
    }),
  )
})

function addressOf(other: Server): string {
  const address = other.address()
  if (address === null || typeof address === 'string') throw new Error('The issuer has no port.')
  return `http://127.0.0.1:${address.port}`
}
