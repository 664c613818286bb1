import { calculatePKCECodeChallenge } from 'oauth4webapi'
import { type Random, randomToken } from '../../kernel/random.ts'
import type { MetadataSource } from './metadata.ts'
import type { TenancySegment } from './tenancy.ts'

/** What a person's sign-in asks for. */
export interface AuthorizationRequest {
  readonly tenancy: TenancySegment
  readonly clientId: string
  readonly redirectUri: string
  readonly handshake: Handshake
  /** `openid profile` where nothing else is said */
  readonly scope?: readonly string[]
  readonly prompt?: 'login' | 'none' | 'consent' | 'select_account'
  readonly loginHint?: string
  readonly domainHint?: string
}

/** The three secrets of one sign-in; the caller binds them to the browser session and lets each be used once. */
export interface Handshake {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

/** 256 random bits each, as RFC 7636 §4.1 recommends for the verifier. */
export const newHandshake = (random: Random): Handshake => ({
  state: randomToken(random),
  nonce: randomToken(random),
  codeVerifier: randomToken(random),
})

/**
 * The address a browser is sent to for signing in: authorization code with PKCE S256 (RFC 7636), answer in the query.
 * Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, "Request an authorization code".
 */
export async function authorizationUrl(
  metadata: MetadataSource,
  request: AuthorizationRequest,
  signal?: AbortSignal,
): Promise<URL> {
  const { authorizationEndpoint } = await metadata.of(request.tenancy, signal)
  const url = new URL(authorizationEndpoint)
  const parameters = {
    client_id: request.clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: request.redirectUri,
    scope: (request.scope ?? ['openid', 'profile']).join(' '),
    state: request.handshake.state,
    nonce: request.handshake.nonce,
    code_challenge: await calculatePKCECodeChallenge(request.handshake.codeVerifier),
    code_challenge_method: 'S256',
    prompt: request.prompt,
    login_hint: request.loginHint,
    domain_hint: request.domainHint,
  }
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url
}
