import type { IdentityUser } from '../../identity-port.ts'
import type { Platform } from '../platform.ts'
import { TOKEN_LIFETIME_S } from './access-token.ts'
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
  appId: string
  origin: string
  nonce: string | undefined
  sessionId: string
  oidcScopes: readonly string[]
  /** Epoch milliseconds of the sign-in, when the request asked for `auth_time`. */
  authenticatedAt: number | undefined
}

/** Issues a version 2.0 id token, valid for an hour of the simulated clock (id-token-claims-reference). */
export function issueIdToken(platform: Platform, subject: IdTokenSubject): string {
  const { user, appId, oidcScopes } = subject
  const issuedAt = Math.floor(platform.world.now() / 1000)
  const hasProfile = oidcScopes.includes('profile')
  return platform.keys.sign({
    aud: appId,
    iss: `${subject.origin}/${user.tenantId}/v2.0`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + TOKEN_LIFETIME_S,
    aio: platform.random.opaque(30),
    ...(subject.authenticatedAt === undefined ? {} : { auth_time: Math.floor(subject.authenticatedAt / 1000) }),
    ...(oidcScopes.includes('email') && user.mail !== null ? { email: user.mail } : {}),
    ...(hasProfile
      ? {
          login_hint: loginHint(user),
          name: user.displayName,
          oid: user.objectId,
          preferred_username: user.userPrincipalName,
        }
      : {}),
    ...(subject.nonce === undefined ? {} : { nonce: subject.nonce }),
    rh: `1.${platform.random.opaque(30)}.`,
    sid: subject.sessionId,
    sub: pairwiseSubject(appId, user.objectId),
    tid: user.tenantId,
    uti: platform.random.opaque(16),
    ver: '2.0',
    wids: directoryRoles(user),
  })
}

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
