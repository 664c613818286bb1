import type { IdentityWorld } from '../identity-port.ts'
import type { AuthorizationCodes } from './authorization-codes.ts'
import type { BrowserSessions } from './browser-sessions.ts'
import type { Randomness } from './randomness.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { AccessTokenVerdict } from './tokens/access-token.ts'
import type { RefreshTokens } from './tokens/refresh-token.ts'

/** What the endpoints share. Everything that lasts longer than one request is one of these. */
export interface Platform {
  world: IdentityWorld
  random: Randomness
  keys: SigningKeys
  codes: AuthorizationCodes
  sessions: BrowserSessions
  refreshTokens: RefreshTokens
  /** Verifies an access token for Graph. */
  verify(token: string): AccessTokenVerdict
  /** The instant by which callers on another clock sign their assertions; the simulated clock when there is no other. */
  callersNow(): number
}
