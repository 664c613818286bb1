import type { IdentityUser, TenancyRef } from '../../identity-port.ts'
import { AadstsError, aadstsTimestamp } from '../aadsts.ts'
import type { AuthenticatedClient } from '../client-authentication.ts'
import { askedScopes, missingScopes } from '../delegated-consent.ts'
import type { Exchange } from '../exchange.ts'
import type { Platform } from '../platform.ts'
import { audienceOf, GRAPH_APP_ID, type RequestedScopes, type ResourceScopes } from '../scopes.ts'
import { fixedTenancy, type TenantSegment } from '../tenant-segment.ts'
import { issueAccessToken, TOKEN_LIFETIME_S } from '../tokens/access-token.ts'
import { clientInfo, issueIdToken } from '../tokens/id-token.ts'

/** A person and a sign-in, for which tokens are asked. */
export interface DelegatedRequest {
  client: AuthenticatedClient
  user: IdentityUser
  tenancy: TenancyRef
  scopes: RequestedScopes
  sessionId: string
  authenticatedAt: number
  nonce: string | undefined
  wantsAuthTime: boolean
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
 * Answers a code or refresh request: an access token for one resource, and by scope an id token and a refresh token.
 * @throws AadstsError 28000 several resources, 500011 unknown resource, 65001 without consent, 7000112 disabled
 */
export function delegatedAnswer(
  platform: Platform,
  exchange: Exchange,
  asked: DelegatedRequest,
): Record<string, unknown> {
  const { world } = platform
  const { client, user, tenancy, scopes } = asked
  const { registration } = client
  if (scopes.resources.length > 1) throw new AadstsError(28000, { values: { scope: scopes.text } })
  const resource: ResourceScopes = scopes.resources[0] ?? { identifier: '', appId: GRAPH_APP_ID, names: [] }
  const resourceAppId = knownResource(platform, tenancy, resource)
  const servicePrincipal = world.findServicePrincipal(tenancy.tenantId, registration.appId)
  const values = { app: registration.appId, appName: registration.displayName }
  const wanted = askedScopes(registration, scopes)
  if (servicePrincipal === undefined || missingScopes(wanted, servicePrincipal, user).length > 0) {
    throw new AadstsError(65001, { values })
  }
  if (!servicePrincipal.accountEnabled) throw new AadstsError(7000112, { values })

  // Tokens carry everything that was ever allowed on the resource, not only what this request names.
  const granted = servicePrincipal.scopesFor(user.objectId, resourceAppId)
  const oidc = resourceAppId === GRAPH_APP_ID ? scopes.oidc.filter((scope) => scope !== 'offline_access') : []
  const carried = [...new Set([...oidc, ...granted])].filter((scope) => scope !== 'offline_access')
  const accessToken = issueAccessToken(platform, {
    tenancy,
    registration,
    servicePrincipal,
    proof: client.proof,
    resourceAppId,
    audience: audienceOf(resource.identifier, exchange.origin),
    origin: exchange.origin,
    person: { user, scopes: carried, sessionId: asked.sessionId },
  })
  const written = carried.map((scope) =>
    resource.identifier === '' || scopes.oidc.includes(scope) ? scope : `${resource.identifier}/${scope}`,
  )
  return {
    token_type: 'Bearer',
    scope: written.join(' '),
    expires_in: TOKEN_LIFETIME_S,
    ext_expires_in: TOKEN_LIFETIME_S,
    access_token: accessToken,
    ...(scopes.oidc.includes('offline_access') ? { refresh_token: refreshToken(platform, asked) } : {}),
    ...(scopes.oidc.includes('openid') ? { id_token: idToken(platform, exchange, asked) } : {}),
    ...(exchange.form.get('client_info') === '1' ? { client_info: clientInfo(user) } : {}),
  }
}

/** @throws AadstsError 500011 when the tenancy has no principal for the resource */
export function knownResource(platform: Platform, tenancy: TenancyRef, resource: ResourceScopes): string {
  const { appId, identifier } = resource
  const isKnown =
    appId !== undefined &&
    (appId === GRAPH_APP_ID || platform.world.findServicePrincipal(tenancy.tenantId, appId) !== undefined)
  if (!isKnown) throw new AadstsError(500011, { values: { resource: identifier, tenant: tenancy.displayName } })
  return appId
}

function refreshToken(
  platform: Platform,
  { user, client, sessionId, authenticatedAt, scopes }: DelegatedRequest,
): string {
  return platform.refreshTokens.seal({
    tenantId: user.tenantId,
    userObjectId: user.objectId,
    appId: client.registration.appId,
    sessionId,
    issuedAt: platform.world.now(),
    authenticatedAt,
    scope: scopes.text,
  })
}

function idToken(platform: Platform, exchange: Exchange, asked: DelegatedRequest): string {
  return issueIdToken(platform, {
    user: asked.user,
    appId: asked.client.registration.appId,
    origin: exchange.origin,
    nonce: asked.nonce,
    sessionId: asked.sessionId,
    oidcScopes: asked.scopes.oidc,
    authenticatedAt: asked.wantsAuthTime ? asked.authenticatedAt : undefined,
  })
}
