import type { IdentityUser, TenancyRef } from '../../identity-port.ts'
import { AadstsError, aadstsTimestamp } from '../aadsts.ts'
import { capabilitiesOf, readClaimsRequest } from '../claims-request.ts'
import type { AuthenticatedClient } from '../client-authentication.ts'
import { checkUsable } from '../client-principal.ts'
import { askedScopes, missingScopes } from '../delegated-consent.ts'
import type { Exchange } from '../exchange.ts'
import { knownResource } from '../known-resource.ts'
import type { Platform } from '../platform.ts'
import type { ClientPlatform } from '../redirect-uri.ts'
import { GRAPH_APP_ID } from '../resources.ts'
import type { RequestedScopes, ResourceScopes } from '../scopes.ts'
import { fixedTenancy, type TenantSegment } from '../tenant-segment.ts'
import { issueAccessToken } from '../tokens/access-token.ts'
import { clientInfo, issueIdToken } from '../tokens/id-token.ts'

/** A person and an application, for which an access token is asked. */
export interface DelegatedAccess {
  client: AuthenticatedClient
  user: IdentityUser
  tenancy: TenancyRef
  scopes: RequestedScopes
  sessionId: string
  /** Claims challenges that the person has answered. */
  satisfied: readonly string[]
  /** The `claims` parameter of the sign-in, for a token request without one. */
  claims: string | undefined
}

/** What else a whole token answer needs to know of the sign-in. */
export interface DelegatedRequest extends DelegatedAccess {
  authenticatedAt: number
  nonce: string | undefined
  wantsAuthTime: boolean
  issuedTo: ClientPlatform | undefined
}

/** What a grant says of the sign-in when no page was shown: nothing was approved, nothing was asked for the id token. */
export function withoutBrowser({
  random,
}: Platform): Pick<DelegatedRequest, 'sessionId' | 'satisfied' | 'claims' | 'nonce' | 'wantsAuthTime'> {
  return { sessionId: random.guid(), satisfied: [], claims: undefined, nonce: undefined, wantsAuthTime: false }
}

/**
 * The person behind a code or a refresh token, if they may still have tokens in this tenancy.
 * @throws AadstsError 50034 gone, 50057 disabled, 50020 of another tenancy, 50173 sessions revoked since `issuedAt`
 */
export function personOfGrant(
  platform: Platform,
  grant: { tenantId: string; userObjectId: string; issuedAt: number },
  segment: TenantSegment,
): { user: IdentityUser; tenancy: TenancyRef } {
  const { world } = platform
  const user = world.findUser(grant.tenantId, grant.userObjectId)
  const tenancy = world.findTenancy(grant.tenantId)
  const asked = fixedTenancy(segment)
  if (user === undefined || tenancy === undefined) {
    throw new AadstsError(50034, { values: { upn: '{EUII Hidden}', tenant: grant.tenantId } })
  }
  if (asked !== undefined && asked.tenantId !== tenancy.tenantId) {
    throw new AadstsError(50020, {
      values: { upn: '{EUII Hidden}', home: tenancy.tenantId, tenant: asked.displayName },
    })
  }
  if (!user.accountEnabled) throw new AadstsError(50057)
  if (grant.issuedAt < user.sessionsValidFrom) {
    const values = { issued: aadstsTimestamp(grant.issuedAt), validFrom: aadstsTimestamp(user.sessionsValidFrom) }
    throw new AadstsError(50173, { values })
  }
  return { user, tenancy }
}

/**
 * An access token for the one resource that is asked, with everything that was ever allowed on it.
 * @throws AadstsError 28000 several resources, 500011 unknown resource, 65001 without consent, 7000112, 50105
 */
export function accessTokenOf(
  platform: Platform,
  exchange: Exchange,
  asked: DelegatedAccess,
): { token: string; expiresIn: number; scope: string } {
  const { client, user, tenancy, scopes } = asked
  const { registration } = client
  if (scopes.resources.length > 1) throw new AadstsError(28000, { values: { scope: scopes.text } })
  const resource: ResourceScopes = scopes.resources[0] ?? { identifier: '', appId: GRAPH_APP_ID, names: [] }
  const { identifier } = resource
  const resourceAppId = knownResource(platform, tenancy, resource)
  const servicePrincipal = platform.world.findServicePrincipal(tenancy.tenantId, registration.appId)
  const wanted = askedScopes(registration, scopes)
  if (servicePrincipal === undefined || missingScopes(wanted, servicePrincipal, user).length > 0) {
    throw new AadstsError(65001, { values: { app: registration.appId, appName: registration.displayName } })
  }
  checkUsable(platform, registration, servicePrincipal, user)

  const granted = servicePrincipal.scopesFor(user.objectId, resourceAppId)
  const oidc = resourceAppId === GRAPH_APP_ID ? scopes.oidc : []
  const carried = [...new Set([...oidc, ...granted])].filter((scope) => scope !== 'offline_access')
  const { token, expiresIn } = issueAccessToken(platform, exchange, {
    tenancy,
    registration,
    servicePrincipal,
    proof: client.proof,
    resourceAppId,
    identifier,
    capabilities: capabilitiesOf(readClaimsRequest(exchange.form.get('claims') ?? asked.claims)),
    person: { user, scopes: carried, sessionId: asked.sessionId, satisfied: asked.satisfied },
  })
  const isBare = (scope: string): boolean => identifier === '' || scopes.oidc.includes(scope)
  const written = carried.map((scope) => (isBare(scope) ? scope : `${identifier}/${scope}`))
  return { token, expiresIn, scope: written.join(' ') }
}

/** Answers a token request: an access token for one resource, and by scope an id token and a refresh token. */
export function delegatedAnswer(
  platform: Platform,
  exchange: Exchange,
  asked: DelegatedRequest,
): Record<string, unknown> {
  const { user, scopes } = asked
  const { token, expiresIn, scope } = accessTokenOf(platform, exchange, asked)
  return {
    token_type: 'Bearer',
    scope,
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: token,
    ...(scopes.oidc.includes('offline_access') ? { refresh_token: refreshToken(platform, asked) } : {}),
    ...(scopes.oidc.includes('openid') ? { id_token: idToken(platform, exchange, asked) } : {}),
    ...(exchange.form.get('client_info') === '1' ? { client_info: clientInfo(user) } : {}),
  }
}

function refreshToken(platform: Platform, asked: DelegatedRequest): string {
  const { user, client, sessionId, authenticatedAt, issuedTo, satisfied, scopes } = asked
  return platform.refreshTokens.seal({
    tenantId: user.tenantId,
    userObjectId: user.objectId,
    appId: client.registration.appId,
    sessionId,
    issuedAt: platform.world.now(),
    authenticatedAt,
    issuedTo,
    satisfied,
    scope: scopes.text,
  })
}

function idToken(platform: Platform, exchange: Exchange, asked: DelegatedRequest): string {
  return issueIdToken(platform, exchange, {
    user: asked.user,
    registration: asked.client.registration,
    nonce: asked.nonce,
    sessionId: asked.sessionId,
    oidcScopes: asked.scopes.oidc,
    authenticatedAt: asked.wantsAuthTime ? asked.authenticatedAt : undefined,
    delivery: 'answer',
  })
}
