import type { TenancyRef } from '../../identity-port.ts'
import { AadstsError } from '../aadsts.ts'
import { scopeParameter } from '../asked-scopes.ts'
import { capabilitiesOf, readClaimsRequest } from '../claims-request.ts'
import { authenticateClient } from '../client-authentication.ts'
import type { Exchange } from '../exchange.ts'
import { obeyFaults } from '../fault.ts'
import { knownResource } from '../known-resource.ts'
import type { Platform } from '../platform.ts'
import { isFirstParty } from '../resources.ts'
import { isDefault, type ResourceScopes, readScopes } from '../scopes.ts'
import type { TenantSegment } from '../tenant-segment.ts'
import { issueAccessToken } from '../tokens/access-token.ts'

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
  const { registration, proof } = await authenticateClient(platform, exchange, segment, 'web')
  if (proof === 'none') throw new AadstsError(7000218)
  const resource = readResource(exchange)
  const { appId, displayName } = registration
  await obeyFaults(platform, { endpoint: 'token', tenantId: tenancy.tenantId, appId, grantType: 'client_credentials' })

  const servicePrincipal = world.findServicePrincipal(tenancy.tenantId, appId)
  const { identifier } = resource
  const values = { app: appId, appName: displayName, tenant: tenancy.tenantId, resource: identifier }
  if (servicePrincipal === undefined) throw new AadstsError(7000229, { values })
  if (!servicePrincipal.accountEnabled) throw new AadstsError(7000112, { values })
  const resourceAppId = knownResource(platform, tenancy, resource)
  const needsAssignment = requiresAssignment(platform, tenancy, resourceAppId)
  const hasRole = servicePrincipal.roles.some((role) => role.resourceAppId === resourceAppId)
  if (needsAssignment && !hasRole) throw new AadstsError(501051, { values })
  const capabilities = capabilitiesOf(readClaimsRequest(exchange.form.get('claims')))
  const subject = { tenancy, registration, servicePrincipal, proof, resourceAppId, identifier, capabilities }
  const { token, expiresIn } = issueAccessToken(platform, exchange, subject)
  return { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token }
}

/** Exactly one resource with `.default`. */
function readResource(exchange: Exchange): ResourceScopes {
  const text = scopeParameter(exchange, exchange.form)
  if (text === undefined) {
    throw new AadstsError(90014, { values: { parameter: exchange.version === 1 ? 'resource' : 'scope' } })
  }
  const asked = readScopes(text, exchange.origin)
  const [resource, ...others] = asked.resources
  if (others.length > 0) throw new AadstsError(700022, { values: { scope: text } })
  const isBare = exchange.version === 2 && asked.oidc.length > 0
  if (resource === undefined || isBare || resource.identifier === '') {
    throw new AadstsError(70011, { values: { scope: text } })
  }
  if (!isDefault(resource)) throw new AadstsError(1002012, { values: { scope: text } })
  return resource
}

function requiresAssignment(platform: Platform, tenancy: TenancyRef, resourceAppId: string): boolean {
  if (isFirstParty(resourceAppId)) return false
  return platform.world.findServicePrincipal(tenancy.tenantId, resourceAppId)?.appRoleAssignmentRequired ?? false
}
