import { equal, match, notEqual, ok } from 'node:assert/strict'
import { type AuthenticationResult, CryptoProvider, InteractionRequiredAuthError } from '@azure/msal-node'
import { check, failureOf } from '../check.ts'
import { order } from '../control.ts'
import { signIn } from '../sign-in-pages.ts'
import { isTokenOfAdministrator } from '../tokens.ts'
import { confidential, setting } from './configuration.ts'

const scopes = ['User.Read']
const { administrator } = setting
const { redirectUri, secret } = setting.confidential

/** A web application that signs people in: authorization code with PKCE, then renewals. */
export async function webApplication(): Promise<void> {
  const client = confidential({ clientSecret: secret })
  let signedIn: AuthenticationResult | undefined

  await check('authorization code with PKCE, state and nonce', async () => {
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
    const asked = { scopes, redirectUri, state: 'the-state', nonce: 'the-nonce' }
    const url = await client.getAuthCodeUrl({ ...asked, codeChallenge: challenge, codeChallengeMethod: 'S256' })
    ok(url.startsWith(`${setting.authority}/${setting.tenantId}/oauth2/v2.0/authorize?`), url)
    const answer = await signIn(url, administrator)
    equal(answer.get('state'), 'the-state')
    const code = answer.get('code') ?? ''
    const payload = { code, state: answer.get('state') ?? '', nonce: 'the-nonce' }
    signedIn = await client.acquireTokenByCode({ ...asked, code, codeVerifier: verifier }, payload)
    equal(signedIn.account?.username, administrator.userPrincipalName)
    equal(signedIn.account?.tenantId, setting.tenantId)
    await isTokenOfAdministrator(signedIn.accessToken)
  })

  await check('the account comes from client_info, as object id and tenant id', async () => {
    const account = signedIn?.account
    equal(account?.homeAccountId, `${account?.localAccountId}.${setting.tenantId}`)
    equal(account?.idTokenClaims?.oid, account?.localAccountId)
  })

  await check('silently: from the cache', async () => {
    const again = await client.acquireTokenSilent({ scopes, account: accountOf(signedIn) })
    equal(again.fromCache, true)
    equal(again.accessToken, signedIn?.accessToken)
  })

  await check('silently: renewed with the refresh token', async () => {
    const again = await client.acquireTokenSilent({ scopes, account: accountOf(signedIn), forceRefresh: true })
    equal(again.fromCache, false)
    notEqual(again.accessToken, signedIn?.accessToken)
    await isTokenOfAdministrator(again.accessToken)
  })

  await check('a code is redeemed once: AADSTS54005', async () => {
    const code = (await signIn(await client.getAuthCodeUrl({ scopes, redirectUri }), administrator)).get('code') ?? ''
    await client.acquireTokenByCode({ scopes, redirectUri, code })
    match(String(await failureOf(() => client.acquireTokenByCode({ scopes, redirectUri, code }))), /AADSTS54005/)
  })

  await check('revoked sessions ask for interaction: AADSTS50173', async () => {
    // Entra keeps the instant in whole seconds: what was issued in the same one stays good.
    await order('clock', { advanceSeconds: 2 })
    await order('revoke-sessions', { user: administrator.userPrincipalName })
    const renew = () => client.acquireTokenSilent({ scopes, account: accountOf(signedIn), forceRefresh: true })
    const error = await failureOf(renew)
    ok(error instanceof InteractionRequiredAuthError, `An InteractionRequiredAuthError was expected, not ${error}`)
    match(error.errorMessage, /AADSTS50173/)
  })
}

function accountOf(result: AuthenticationResult | undefined) {
  if (!result?.account) throw new Error('Nobody has signed in')
  return result.account
}
