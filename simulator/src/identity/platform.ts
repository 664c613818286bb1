import type { AccessTokenVerdict, IdentityWorld } from '../identity-port.ts'
import type { AuthorizationCodes } from './authorization-codes.ts'
import type { BrowserSessions } from './browser-sessions.ts'
import type { DeviceCodes } from './device-codes.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import type { Randomness } from './randomness.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { SmartLockout } from './smart-lockout.ts'
import type { RefreshTokens } from './tokens/refresh-token.ts'

/** What the endpoints share. Everything that lasts longer than one request is one of these. */
export interface Platform {
  world: IdentityWorld
  random: Randomness
  keys: SigningKeys
  issuerKeys: IssuerKeys
  codes: AuthorizationCodes
  deviceCodes: DeviceCodes
  sessions: BrowserSessions
  lockout: SmartLockout
  refreshTokens: RefreshTokens
  /** Verifies an access token for an audience that the caller takes; Graph's own when it does not say. */
  verify(token: string, takes?: (audience: string) => boolean): AccessTokenVerdict
  /** The instant by which callers on another clock sign their assertions; the simulated clock when there is no other. */
  callersNow(): number
}
