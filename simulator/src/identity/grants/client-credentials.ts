import type { TenancyRef } from '../../identity-port.ts'
import { AadstsError } from '../aadsts.ts'
import { authenticateClient } from '../client-authentication.ts'
import type { Exchange } from '../exchange.ts'
import { obeyFaults } from '../fault.ts'
import type { Platform } from '../platform.ts'
import { audienceOf, GRAPH_APP_ID, isDefault, type ResourceScopes, readScopes } from '../scopes.ts'
import type { TenantSegment } from '../tenant-segment.ts'
import { issueAccessToken, TOKEN_LIFETIME_S } from '../tokens/access-token.ts'
import { knownResource } from './delegated-tokens.ts'

/**
 * An application's own token (v2-oauth2-client-creds-grant-flow): never a refresh token, and without roles when none
 * were granted, unless the resource requires an assignment.
 * @throws AadstsError 50059 without a tenancy, 7000229 not consented there, 7000112 disabled, 501051 unassigned …
 */
export async function grantClientCredentials(
  platform: Platform,
  exchange: Exchange,
  segment: TenantSegment,
): Promise<Record<string, unknown>> {
  if (segment.kind !== 'tenancy') throw new AadstsError(50059)
  const { tenancy } = segment
  const { world } = platform
  const { registration, proof } = await authenticateClient(platform, exchange, segment)
  if (proof === 'none') throw new AadstsError(7000218)
  const resource = readResource(exchange)
  const { appId, displayName } = registration
  await obeyFaults(platform, { endpoint: 'token', tenantId: tenancy.tenantId, appId, grantType: 'client_credentials' })

  const servicePrincipal = world.findServicePrincipal(tenancy.tenantId, appId)
  const values = { app: appId, appName: displayName, tenant: tenancy.tenantId, resource: resource.identifier }
  if (servicePrincipal === undefined) throw new AadstsError(7000229, { values })
  if (!servicePrincipal.accountEnabled) throw new AadstsError(7000112, { values })
  const resourceAppId = knownResource(platform, tenancy, resource)
  const needsAssignment = requiresAssignment(platform, tenancy, resourceAppId)
  const hasRole = servicePrincipal.roles.some((role) => role.resourceAppId === resourceAppId)
  if (needsAssignment && !hasRole) throw new AadstsError(501051, { values })
  const accessToken = issueAccessToken(platform, {
    tenancy,
    registration,
    servicePrincipal,
    proof,
    resourceAppId,
    audience: audienceOf(resource.identifier, exchange.origin),
    origin: exchange.origin,
  })
  return {
    token_type: 'Bearer',
    expires_in: TOKEN_LIFETIME_S,
    ext_expires_in: TOKEN_LIFETIME_S,
    access_token: accessToken,
  }
}

/** Exactly one resource with `.default`. */
function readResource(exchange: Exchange): ResourceScopes {
  const scope = exchange.form.get('scope')?.trim()
  if (!scope) throw new AadstsError(90014, { values: { parameter: 'scope' } })
  const asked = readScopes(scope, exchange.origin)
  const [resource, ...others] = asked.resources
  if (others.length > 0) throw new AadstsError(700022, { values: { scope } })
  if (resource === undefined || asked.oidc.length > 0 || resource.identifier === '') {
    throw new AadstsError(70011, { values: { scope } })
  }
  if (!isDefault(resource)) throw new AadstsError(1002012, { values: { scope } })
  return resource
}

function requiresAssignment(platform: Platform, tenancy: TenancyRef, resourceAppId: string): boolean {
  if (resourceAppId === GRAPH_APP_ID) return false
  return platform.world.findServicePrincipal(tenancy.tenantId, resourceAppId)?.appRoleAssignmentRequired ?? false
}
