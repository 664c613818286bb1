import { AadstsError } from './aadsts.ts'
import type { AuthorizeRequest, ReturnAddress } from './authorize-request.ts'
import type { Exchange } from './exchange.ts'
import { accessTokenOf } from './grants/delegated-tokens.ts'
import type { Platform } from './platform.ts'
import { firstResourceOf } from './scopes.ts'
import type { SignedIn } from './sign-in.ts'
import { issueIdToken } from './tokens/id-token.ts'

/**
 * The tokens that authorize itself gives: the implicit flow and, beside a code, the hybrid one
 * (v2-oauth2-implicit-grant-flow; OpenID Connect Core 3.2.2.5, 3.3.2.5).
 */
export function tokensAtAuthorize(
  platform: Platform,
  exchange: Exchange,
  given: { address: ReturnAddress; asked: AuthorizeRequest; signedIn: SignedIn; code: string | undefined },
): Record<string, string | undefined> {
  const { asked, signedIn, code } = given
  const { registration } = given.address
  const { user, session, account } = signedIn
  const tenancy = platform.world.findTenancy(user.tenantId)
  if (tenancy === undefined) throw new AadstsError(90002, { values: { tenant: user.tenantId } })
  const delegated = {
    client: { registration, proof: 'none' as const },
    user,
    tenancy,
    scopes: firstResourceOf(asked.scopes),
    sessionId: session.id,
    satisfied: account.satisfied,
    claims: asked.claims,
  }
  const access = asked.responseTypes.has('token') ? accessTokenOf(platform, exchange, delegated) : undefined
  const idToken = asked.responseTypes.has('id_token')
    ? issueIdToken(platform, exchange, {
        user,
        registration,
        nonce: asked.nonce,
        sessionId: session.id,
        oidcScopes: asked.scopes.oidc,
        authenticatedAt: asked.maxAge === undefined ? undefined : account.authenticatedAt,
        delivery: 'redirect',
        beside: { code, accessToken: access?.token },
      })
    : undefined
  return {
    ...(access === undefined
      ? {}
      : {
          access_token: access.token,
          token_type: 'Bearer',
          expires_in: String(access.expiresIn),
          scope: access.scope,
        }),
    id_token: idToken,
  }
}
