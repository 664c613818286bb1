import { createHash } from 'node:crypto'
import type { IdentityUser, Registration } from '../../identity-port.ts'
import type { Exchange } from '../exchange.ts'
import { graphOrigin } from '../microsoft-hosts.ts'
import type { Platform } from '../platform.ts'
import { TOKEN_LIFETIME_S } from './access-token.ts'
import { type Delivery, groupsClaim } from './groups-claim.ts'
import { pairwiseSubject } from './subject.ts'

/** The role that every account has; it stands in the `wids` of every token about a person. */
const EVERYBODY_WID = 'b79fbf4d-3ef9-4689-8143-76b194e85509'

/** The `wids` claim: template ids of a person's directory roles, and the one that everybody has. */
export function directoryRoles(user: IdentityUser): string[] {
  return [...new Set([...user.directoryRoleTemplateIds, EVERYBODY_WID])]
}

/** What an id token is about. `oidcScopes` decide which claims about the person it carries. */
export interface IdTokenSubject {
  user: IdentityUser
  registration: Registration
  nonce: string | undefined
  sessionId: string
  oidcScopes: readonly string[]
  /** Epoch milliseconds of the sign-in, when the request asked for `auth_time`. */
  authenticatedAt: number | undefined
  delivery: Delivery
  /** What else the same answer of authorize carries, for `c_hash` and `at_hash`. */
  beside?: { code?: string | undefined; accessToken?: string | undefined }
}

/** Issues an id token of the endpoint's version, valid for an hour of the simulated clock (id-token-claims-reference). */
export function issueIdToken(platform: Platform, exchange: Exchange, subject: IdTokenSubject): string {
  const { random, world } = platform
  const { user, registration, oidcScopes, beside = {} } = subject
  const { appId } = registration
  const issuedAt = Math.floor(world.now() / 1000)
  const { roles } = world.assignmentTo(user.tenantId, appId, user.objectId)
  const isVersionOne = exchange.version === 1
  return platform.keys.sign({
    aud: appId,
    iss: isVersionOne ? `https://sts.windows.net/${user.tenantId}/` : `${exchange.origin}/${user.tenantId}/v2.0`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + TOKEN_LIFETIME_S,
    aio: random.opaque(30),
    ...(beside.accessToken === undefined ? {} : { at_hash: leftHalfHash(beside.accessToken) }),
    ...(beside.code === undefined ? {} : { c_hash: leftHalfHash(beside.code) }),
    ...(subject.authenticatedAt === undefined ? {} : { auth_time: Math.floor(subject.authenticatedAt / 1000) }),
    ...(oidcScopes.includes('email') && user.mail !== null ? { email: user.mail } : {}),
    ...(oidcScopes.includes('profile') ? profileClaims(user, exchange.version) : {}),
    ...optionalClaims(registration, user),
    ...groupsClaim(platform, registration, user, graphOrigin(exchange), subject.delivery),
    ...(subject.nonce === undefined ? {} : { nonce: subject.nonce }),
    rh: `1.${random.opaque(30)}.`,
    ...(roles.length > 0 ? { roles } : {}),
    sid: subject.sessionId,
    sub: pairwiseSubject(appId, user.objectId),
    tid: user.tenantId,
    uti: random.opaque(16),
    ver: isVersionOne ? '1.0' : '2.0',
    wids: directoryRoles(user),
  })
}

function profileClaims(user: IdentityUser, version: 1 | 2): Record<string, unknown> {
  const names =
    version === 2
      ? { preferred_username: user.userPrincipalName }
      : {
          ...(user.givenName ? { given_name: user.givenName } : {}),
          ...(user.surname ? { family_name: user.surname } : {}),
          unique_name: user.userPrincipalName,
          upn: user.userPrincipalName,
        }
  return { login_hint: loginHint(user), name: user.displayName, oid: user.objectId, ...names }
}

/** Claims that the registration asks for beyond the usual ones (optional-claims-reference). */
function optionalClaims({ optionalClaims: names }: Registration, user: IdentityUser): Record<string, unknown> {
  const known: Record<string, unknown> = {
    acct: user.userType === 'Guest' ? 1 : 0,
    email: user.mail,
    family_name: user.surname,
    given_name: user.givenName,
    upn: user.userPrincipalName,
  }
  const wanted = Object.entries(known).filter(([name, value]) => names.includes(name) && value !== null)
  return Object.fromEntries(wanted)
}

/** OpenID Connect Core 3.3.2.11: the left half of the SHA-256, since tokens are signed by RS256. */
const leftHalfHash = (text: string): string =>
  createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')

/** The opaque value that names a person to authorize and logout without showing the user principal name. */
export function loginHint(user: IdentityUser): string {
  return `O.${Buffer.from(`${user.tenantId}/${user.objectId}`).toString('base64url')}`
}

/** The account that a `login_hint` claim names, as `tenant id/object id`. */
export function accountOfLoginHint(hint: string): string | undefined {
  if (!hint.startsWith('O.')) return undefined
  const account = Buffer.from(hint.slice(2), 'base64url').toString('utf8')
  return /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/.test(account) ? account : undefined
}

/** MSAL builds its account id from this: base64url JSON of the object id and the tenancy id. */
export function clientInfo(user: IdentityUser): string {
  return Buffer.from(JSON.stringify({ uid: user.objectId, utid: user.tenantId })).toString('base64url')
}
