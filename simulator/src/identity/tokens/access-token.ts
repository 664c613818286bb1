import type {
  AccessToken,
  IdentityServicePrincipal,
  IdentityUser,
  Registration,
  TenancyRef,
} from '../../identity-port.ts'
import type { Platform } from '../platform.ts'
import { GRAPH_APP_ID } from '../scopes.ts'
import { directoryRoles } from './id-token.ts'
import { pairwiseSubject } from './subject.ts'

/** Seconds from issue to expiry that every token answer states. */
export const TOKEN_LIFETIME_S = 3599

/** How the client proved itself: the `appidacr` claim (access-token-claims-reference). */
export type ClientProof = 'none' | 'secret' | 'certificate'
const APPIDACR: Readonly<Record<ClientProof, string>> = { none: '0', secret: '1', certificate: '2' }

/** What App-only tokens of applications without directory roles carry in `wids`. */
const DEFAULT_APPLICATION_WID = '0997a1d0-0d1d-4acb-b408-d5ca73121e90'
const GRAPH_AUDIENCES = new Set(['https://graph.microsoft.com', 'https://graph.microsoft.com/', GRAPH_APP_ID])

/** Everything that an access token says. */
export interface AccessTokenSubject {
  tenancy: TenancyRef
  registration: Registration
  servicePrincipal: IdentityServicePrincipal
  proof: ClientProof
  resourceAppId: string
  audience: string
  origin: string
  /** Present for delegated tokens. */
  person?: { user: IdentityUser; scopes: readonly string[]; sessionId: string }
}

/** Issues an access token: version 1.0 for Graph, version 2.0 for an organisation's own interface. */
export function issueAccessToken(platform: Platform, subject: AccessTokenSubject): string {
  const { random, world, keys } = platform
  const { tenancy, registration, proof, person, servicePrincipal } = subject
  const issuedAt = Math.floor(world.now() / 1000)
  const isGraph = subject.resourceAppId === GRAPH_APP_ID
  const times = { iat: issuedAt, nbf: issuedAt, exp: issuedAt + TOKEN_LIFETIME_S }
  const opaque = { aio: random.opaque(30), rh: `1.${random.opaque(30)}.`, uti: random.opaque(16) }
  const roles = servicePrincipal.roles.filter((role) => role.resourceAppId === subject.resourceAppId)
  const subjectClaims = person
    ? {
        idtyp: 'user',
        name: person.user.displayName,
        oid: person.user.objectId,
        scp: person.scopes.join(' '),
        sid: person.sessionId,
        sub: pairwiseSubject(registration.appId, person.user.objectId),
        wids: directoryRoles(person.user),
      }
    : {
        idtyp: 'app',
        oid: servicePrincipal.objectId,
        sub: servicePrincipal.objectId,
        ...(roles.length > 0 ? { roles: roles.map((role) => role.value) } : {}),
        wids: [DEFAULT_APPLICATION_WID],
      }
  if (!isGraph) {
    return keys.sign({
      aud: subject.resourceAppId,
      iss: `${subject.origin}/${tenancy.tenantId}/v2.0`,
      ...times,
      ...opaque,
      azp: registration.appId,
      azpacr: APPIDACR[proof],
      ...subjectClaims,
      ...(person ? { preferred_username: person.user.userPrincipalName } : {}),
      tid: tenancy.tenantId,
      ver: '2.0',
    })
  }
  const names = person?.user
  const issuer = `https://sts.windows.net/${tenancy.tenantId}/`
  const claims = {
    aud: subject.audience,
    iss: issuer,
    ...times,
    ...opaque,
    app_displayname: registration.displayName,
    appid: registration.appId,
    appidacr: APPIDACR[proof],
    ...(names
      ? { acct: names.userType === 'Guest' ? 1 : 0, upn: names.userPrincipalName, unique_name: names.userPrincipalName }
      : { idp: issuer }),
    ...(names?.givenName ? { given_name: names.givenName } : {}),
    ...(names?.surname ? { family_name: names.surname } : {}),
    ...subjectClaims,
    tenant_region_scope: 'EU',
    tid: tenancy.tenantId,
    ver: '1.0',
    xms_tcdt: 1_500_000_000,
  }
  return keys.sign(claims, random.opaque(32))
}

export type AccessTokenVerdict = { ok: true; token: AccessToken } | { ok: false; reason: string }

/** Verified tokens remembered at most: one RSA check per token, not per request. */
const MAX_VERIFIED = 5_000

/** Makes the verifier that Graph asks. Reasons are Graph's own sentences. */
export function accessTokenVerifier({
  keys,
  world,
}: Pick<Platform, 'keys' | 'world'>): (token: string) => AccessTokenVerdict {
  const verified = new Map<string, AccessToken>()
  return (text) => {
    if (text === '') return { ok: false, reason: 'Access token is empty.' }
    let token = verified.get(text)
    if (token === undefined) {
      const claims = keys.verify(text)
      if (claims === undefined) return { ok: false, reason: 'Access token validation failure. Invalid signature.' }
      token = readClaims(claims)
      if (token === undefined) return { ok: false, reason: 'Access token validation failure. Invalid audience.' }
      verified.set(text, token)
      const oldest = verified.keys().next()
      if (verified.size > MAX_VERIFIED && !oldest.done) verified.delete(oldest.value)
    }
    if (world.now() >= token.expiresAt) {
      return { ok: false, reason: 'Lifetime validation failed, the token is expired.' }
    }
    return { ok: true, token }
  }
}

function readClaims(claims: Readonly<Record<string, unknown>>): AccessToken | undefined {
  const { aud, appid, tid, oid, iat, exp, roles, scp } = claims
  if (typeof aud !== 'string' || !GRAPH_AUDIENCES.has(aud)) return undefined
  if (typeof appid !== 'string' || typeof tid !== 'string' || typeof oid !== 'string') return undefined
  if (typeof iat !== 'number' || typeof exp !== 'number') return undefined
  const isAppOnly = claims.idtyp === 'app'
  return {
    tenantId: tid,
    appId: appid,
    objectId: oid,
    audience: aud,
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
    scopes: typeof scp === 'string' && scp !== '' ? scp.split(' ') : [],
    isAppOnly,
    ...(isAppOnly ? {} : { userObjectId: oid }),
    issuedAt: iat * 1000,
    expiresAt: exp * 1000,
  }
}
