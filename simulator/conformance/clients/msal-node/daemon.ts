import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict'
import { AuthError, type NodeAuthOptions, ServerError } from '@azure/msal-node'
import { check, failureOf } from '../check.ts'
import { order } from '../control.ts'
import { federatedAssertion, GRAPH_DEFAULT, isTokenOfApplication } from '../tokens.ts'
import { confidential, setting } from './configuration.ts'

const { secret, certificate, appId } = setting.confidential
const request = { scopes: [GRAPH_DEFAULT] }

/** An application by itself: client credentials in every form. */
export async function daemon(): Promise<void> {
  const works = (name: string, credential: Partial<NodeAuthOptions>, appidacr: '1' | '2') =>
    check(name, async () => {
      const result = await confidential(credential).acquireTokenByClientCredential(request)
      equal(result?.fromCache, false)
      deepEqual(result?.scopes, [GRAPH_DEFAULT])
      await isTokenOfApplication(result?.accessToken, appidacr)
    })
  const { privateKey, sha1, sha256 } = certificate
  const x5c = certificate.certificate
  await works('client secret', { clientSecret: secret }, '1')
  await works(
    'certificate by its SHA-256 thumbprint (PS256)',
    { clientCertificate: { thumbprintSha256: sha256, privateKey } },
    '2',
  )
  await works(
    'certificate by its SHA-1 thumbprint (RS256)',
    { clientCertificate: { thumbprint: sha1, privateKey } },
    '2',
  )
  await works(
    'certificate with its chain in x5c',
    { clientCertificate: { thumbprintSha256: sha256, privateKey, x5c } },
    '2',
  )
  await works('federated assertion', { clientAssertion: federatedAssertion() }, '2')
  await works('federated assertion from a callback', { clientAssertion: async () => federatedAssertion() }, '2')

  await check('a second call is answered from the cache', async () => {
    const client = confidential({ clientSecret: secret })
    const first = await client.acquireTokenByClientCredential(request)
    const second = await client.acquireTokenByClientCredential(request)
    equal(second?.fromCache, true)
    equal(second?.accessToken, first?.accessToken)
    const third = await client.acquireTokenByClientCredential({ ...request, skipCache: true })
    equal(third?.fromCache, false)
    notEqual(third?.accessToken, first?.accessToken)
  })

  await check('a cache that was written out serves the next client', async () => {
    const client = confidential({ clientSecret: secret })
    const first = await client.acquireTokenByClientCredential(request)
    const kept = client.getTokenCache().serialize()
    const next = confidential({ clientSecret: secret })
    next.getTokenCache().deserialize(kept)
    const second = await next.acquireTokenByClientCredential(request)
    equal(second?.fromCache, true)
    equal(second?.accessToken, first?.accessToken)
  })

  await check('a wrong secret is AADSTS7000215', () => refused({ clientSecret: 'wrong' }, 'invalid_client', 7000215))
  await check('an expired secret is AADSTS7000222', async () => {
    await order('snapshot', { name: 'before-the-end' })
    await order('expire-secret', { appId })
    try {
      await refused({ clientSecret: secret }, 'invalid_client', 7000222)
    } finally {
      await order('restore-snapshot', { name: 'before-the-end' })
    }
  })
  await check('an assertion that is no JWT is AADSTS50027', () =>
    refused({ clientAssertion: 'nonsense' }, 'invalid_request', 50027),
  )
  await check('a certificate that is not registered is AADSTS700027', () =>
    refused({ clientCertificate: { thumbprintSha256: 'AB'.repeat(32), privateKey } }, 'invalid_client', 700027),
  )
}

async function refused(credential: Partial<NodeAuthOptions>, code: string, aadsts: number): Promise<void> {
  const error = await failureOf(() => confidential(credential).acquireTokenByClientCredential(request))
  ok(error instanceof ServerError && error instanceof AuthError, `A ServerError was expected, not ${error}`)
  equal(error.errorCode, code)
  equal(Number(error.errorNo), aadsts)
  match(error.errorMessage, new RegExp(`AADSTS${aadsts}: `))
  match(error.errorMessage, /Correlation ID: [0-9a-f-]{36}/)
}
