import type { Randomness } from './randomness.ts'
import type { ClientPlatform } from './redirect-uri.ts'

/** What an authorization code stands for. */
export interface AuthorizedRequest {
  tenantId: string
  userObjectId: string
  appId: string
  redirectUri: string
  /** The platform under which the redirect address is registered. */
  issuedTo: ClientPlatform
  scope: string
  nonce: string | undefined
  /** The `claims` parameter of the sign-in. */
  claims: string | undefined
  /** Claims challenges that the person has answered. */
  satisfied: readonly string[]
  challenge: { value: string; method: 'S256' | 'plain' } | undefined
  sessionId: string
  /** When the person signed in. */
  authenticatedAt: number
  /** Whether the request carried max_age, which makes auth_time part of the id token. */
  wantsAuthTime: boolean
  issuedAt: number
}

/** Codes last ten minutes (v2-oauth2-auth-code-flow). */
export const CODE_LIFETIME_MS = 10 * 60 * 1000
/** Codes remembered at most; the oldest go first. */
const MAX_CODES = 10_000

export type CodeLookup = { state: 'unknown' } | { state: 'redeemed' | 'expired' | 'valid'; request: AuthorizedRequest }

/** Authorization codes: made at authorize, redeemed once at the token endpoint. */
export interface AuthorizationCodes {
  issue(request: AuthorizedRequest): string
  look(code: string, now: number): CodeLookup
  /** Marks a code as used; a second look says so. */
  redeem(code: string): void
}

export function createAuthorizationCodes(random: Randomness): AuthorizationCodes {
  const codes = new Map<string, { request: AuthorizedRequest; redeemed: boolean }>()
  return {
    issue: (request) => {
      const code = `1.${random.opaque(96)}`
      codes.set(code, { request, redeemed: false })
      const oldest = codes.keys().next()
      if (codes.size > MAX_CODES && !oldest.done) codes.delete(oldest.value)
      return code
    },
    look: (code, now) => {
      const entry = codes.get(code)
      if (entry === undefined) return { state: 'unknown' }
      const { request } = entry
      if (entry.redeemed) return { state: 'redeemed', request }
      return { state: now - request.issuedAt > CODE_LIFETIME_MS ? 'expired' : 'valid', request }
    },
    redeem: (code) => {
      const entry = codes.get(code)
      if (entry !== undefined) entry.redeemed = true
    },
  }
}
