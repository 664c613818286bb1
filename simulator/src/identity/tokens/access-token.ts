import type { IdentityServicePrincipal, IdentityUser, Registration, TenancyRef } from '../../identity-port.ts'
import { contextsOf, readClaimsRequest } from '../claims-request.ts'
import type { Exchange } from '../exchange.ts'
import { graphOrigin } from '../microsoft-hosts.ts'
import type { Platform } from '../platform.ts'
import { audienceOf, GRAPH_APP_ID, isFirstParty } from '../resources.ts'
import { groupsClaim } from './groups-claim.ts'
import { directoryRoles } from './id-token.ts'
import { pairwiseSubject } from './subject.ts'

/** Seconds from issue to expiry that every token answer states. */
export const TOKEN_LIFETIME_S = 3599
/** Seconds that a continuously evaluated token lives (continuous-access-evaluation: up to 28 hours). */
const CONTINUOUS_LIFETIME_S = 24 * 3600 - 1

/** How the client proved itself: the `appidacr` claim (access-token-claims-reference). */
export type ClientProof = 'none' | 'secret' | 'certificate'
const APPIDACR: Readonly<Record<ClientProof, string>> = { none: '0', secret: '1', certificate: '2' }

/** What App-only tokens of applications without directory roles carry in `wids`. */
const DEFAULT_APPLICATION_WID = '0997a1d0-0d1d-4acb-b408-d5ca73121e90'

/** Everything that an access token says. */
export interface AccessTokenSubject {
  tenancy: TenancyRef
  registration: Registration
  servicePrincipal: IdentityServicePrincipal
  proof: ClientProof
  resourceAppId: string
  /** The resource as the caller wrote it. */
  identifier: string
  /** What the client says it can do; `cp1` makes tokens for Graph live a day and be evaluated continuously. */
  capabilities: readonly string[]
  /** Present for delegated tokens. */
  person?: TokenPerson
}

export interface TokenPerson {
  user: IdentityUser
  scopes: readonly string[]
  sessionId: string
  /** Claims challenges that the person has answered, as claims texts. */
  satisfied: readonly string[]
}

/** Issues an access token: version 1.0 for Microsoft's own interfaces, version 2.0 for an organisation's own. */
export function issueAccessToken(
  platform: Platform,
  exchange: Exchange,
  subject: AccessTokenSubject,
): { token: string; expiresIn: number } {
  const { random, world, keys } = platform
  const { capabilities, resourceAppId, person } = subject
  const isGraph = resourceAppId === GRAPH_APP_ID
  const isContinuous = isFirstParty(resourceAppId) && capabilities.includes('cp1')
  const expiresIn = isContinuous ? CONTINUOUS_LIFETIME_S : TOKEN_LIFETIME_S
  const issuedAt = Math.floor(world.now() / 1000)
  const shared = {
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + expiresIn,
    aio: random.opaque(30),
    rh: `1.${random.opaque(30)}.`,
    uti: random.opaque(16),
    ...(person ? personClaims(platform, exchange, subject, person) : applicationClaims(subject)),
    ...(capabilities.length > 0 ? { xms_cc: capabilities } : {}),
    tid: subject.tenancy.tenantId,
  }
  const claims = isFirstParty(resourceAppId)
    ? versionOne(subject, audienceOf(subject.identifier, exchange.origin), shared)
    : versionTwo(subject, exchange.origin, shared)
  return { token: keys.sign(claims, isGraph ? random.opaque(32) : undefined), expiresIn }
}

function versionOne(
  { tenancy, registration, proof, person }: AccessTokenSubject,
  audience: string,
  shared: Record<string, unknown>,
): Record<string, unknown> {
  const issuer = `https://sts.windows.net/${tenancy.tenantId}/`
  const user = person?.user
  return {
    aud: audience,
    iss: issuer,
    ...shared,
    app_displayname: registration.displayName,
    appid: registration.appId,
    appidacr: APPIDACR[proof],
    ...(user
      ? {
          acct: user.userType === 'Guest' ? 1 : 0,
          acr: '1',
          upn: user.userPrincipalName,
          unique_name: user.userPrincipalName,
        }
      : { idp: issuer }),
    ...(user?.givenName ? { given_name: user.givenName } : {}),
    ...(user?.surname ? { family_name: user.surname } : {}),
    tenant_region_scope: 'EU',
    ver: '1.0',
    xms_tcdt: 1_500_000_000,
  }
}

function versionTwo(
  { tenancy, registration, proof, resourceAppId, person }: AccessTokenSubject,
  origin: string,
  shared: Record<string, unknown>,
): Record<string, unknown> {
  return {
    aud: resourceAppId,
    iss: `${origin}/${tenancy.tenantId}/v2.0`,
    ...shared,
    azp: registration.appId,
    azpacr: APPIDACR[proof],
    ...(person ? { preferred_username: person.user.userPrincipalName } : {}),
    ver: '2.0',
  }
}

function applicationClaims({ servicePrincipal, resourceAppId }: AccessTokenSubject): Record<string, unknown> {
  const roles = servicePrincipal.roles.filter((role) => role.resourceAppId === resourceAppId)
  return {
    idtyp: 'app',
    oid: servicePrincipal.objectId,
    sub: servicePrincipal.objectId,
    ...(roles.length > 0 ? { roles: roles.map((role) => role.value) } : {}),
    wids: [DEFAULT_APPLICATION_WID],
  }
}

/** An organisation's own interface also learns the person's roles and groups there. */
function personClaims(
  platform: Platform,
  exchange: Exchange,
  { registration, resourceAppId, tenancy }: AccessTokenSubject,
  { user, scopes, sessionId, satisfied }: TokenPerson,
): Record<string, unknown> {
  const { world } = platform
  const contexts = satisfied.flatMap((text) => contextsOf(readClaimsRequest(text)))
  const recipient = isFirstParty(resourceAppId) ? undefined : world.findRegistration(resourceAppId)
  const roles = recipient ? world.assignmentTo(tenancy.tenantId, resourceAppId, user.objectId).roles : []
  return {
    ...(contexts.length > 0 ? { acrs: contexts } : {}),
    amr: satisfied.length > 0 ? ['pwd', 'mfa'] : ['pwd'],
    ...groupsClaim(platform, recipient, user, graphOrigin(exchange)),
    idtyp: 'user',
    name: user.displayName,
    oid: user.objectId,
    ...(roles.length > 0 ? { roles } : {}),
    scp: scopes.join(' '),
    sid: sessionId,
    sub: pairwiseSubject(registration.appId, user.objectId),
    wids: directoryRoles(user),
  }
}
