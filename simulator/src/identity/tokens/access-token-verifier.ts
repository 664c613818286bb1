import type { AccessToken, AccessTokenVerdict, IdentityWorld } from '../../identity-port.ts'
import { isGraphAudience } from '../resources.ts'
import type { SigningKeys } from '../signing-keys.ts'

/** Verified tokens remembered at most: one RSA check per token, not per request. */
const MAX_VERIFIED = 5_000

/** Makes the verifier that resources ask. Reasons are Graph's own sentences. */
export function accessTokenVerifier(
  keys: SigningKeys,
  world: IdentityWorld,
): (token: string, takes?: (audience: string) => boolean) => AccessTokenVerdict {
  const verified = new Map<string, AccessToken>()
  return (text, takes = isGraphAudience) => {
    if (text === '') return { ok: false, reason: 'Access token is empty.' }
    let token = verified.get(text)
    if (token === undefined) {
      const claims = keys.verify(text)
      if (claims === undefined) return { ok: false, reason: 'Access token validation failure. Invalid signature.' }
      token = readClaims(claims)
      if (token === undefined) return { ok: false, reason: 'Access token validation failure.' }
      verified.set(text, token)
      const oldest = verified.keys().next()
      if (verified.size > MAX_VERIFIED && !oldest.done) verified.delete(oldest.value)
    }
    if (!takes(token.audience)) return { ok: false, reason: 'Access token validation failure. Invalid audience.' }
    if (world.now() >= token.expiresAt) {
      return { ok: false, reason: 'Lifetime validation failed, the token is expired.' }
    }
    const revokedSince = revocation(world, token)
    return revokedSince === undefined ? { ok: true, token } : { ok: true, token, revokedSince }
  }
}

/** Only continuously evaluated tokens feel a revocation before they expire (continuous-access-evaluation). */
function revocation(
  world: IdentityWorld,
  { clientCapabilities, userObjectId, tenantId, issuedAt }: AccessToken,
): number | undefined {
  if (userObjectId === undefined || !clientCapabilities?.includes('cp1')) return undefined
  const user = world.findUser(tenantId, userObjectId)
  if (user?.accountEnabled !== true) return world.now()
  return issuedAt < Math.floor(user.sessionsValidFrom / 1000) * 1000 ? user.sessionsValidFrom : undefined
}

/** The token that the claims describe, of version 1.0 or 2.0; undefined for an id token. */
function readClaims(claims: Readonly<Record<string, unknown>>): AccessToken | undefined {
  const { aud, tid, oid, iat, exp, scp, idtyp } = claims
  const appId = claims.appid ?? claims.azp
  if (typeof aud !== 'string' || typeof appId !== 'string' || typeof tid !== 'string') return undefined
  if (typeof oid !== 'string' || typeof iat !== 'number' || typeof exp !== 'number') return undefined
  const capabilities = texts(claims.xms_cc)
  return {
    tenantId: tid,
    appId,
    objectId: oid,
    audience: aud,
    roles: texts(claims.roles),
    scopes: typeof scp === 'string' && scp !== '' ? scp.split(' ') : [],
    isAppOnly: idtyp === 'app',
    ...(idtyp === 'app' ? {} : { userObjectId: oid }),
    ...(capabilities.length > 0 ? { clientCapabilities: capabilities } : {}),
    issuedAt: iat * 1000,
    expiresAt: exp * 1000,
  }
}

function texts(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((item) => typeof item === 'string') : []
}
