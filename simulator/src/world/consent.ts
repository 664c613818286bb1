import type { Registration } from '../identity-port.ts'
import { appRoleId, assign, grantScopes } from './assignments.ts'
import { emptyPublisher } from './generate/applications.ts'
import { firstPartyPrincipal } from './generate/first-party.ts'
import { BadInput } from './input.ts'
import type { Entity } from './model.ts'
import { guidOf } from './random.ts'
import { declaredRoles } from './registrations.ts'
import type { Tenancy } from './tenancy.ts'

/**
 * The servicePrincipal of a registration in a tenancy, made when it is not there. Removed and consented again it
 * is a new object with a new id, as in reality.
 */
export function putServicePrincipal(tenancy: Tenancy, registration: Registration): Entity {
  const present = tenancy.findByKey('servicePrincipal', registration.appId)
  if (present) return present
  const id = guidOf(
    `servicePrincipal/${tenancy.profile.tenantId}/${registration.appId}/${tenancy.store('servicePrincipal').end}`,
  )
  return tenancy.insert('servicePrincipal', id, {
    accountEnabled: true,
    appDisplayName: registration.displayName,
    appId: registration.appId,
    appOwnerOrganizationId: registration.homeTenantId,
    appRoleAssignmentRequired: false,
    appRoles: declaredRoles(registration),
    displayName: registration.displayName,
    oauth2PermissionScopes: [],
    replyUrls: registration.redirectUris,
    servicePrincipalNames: [registration.appId],
    servicePrincipalType: 'Application',
    signInAudience: registration.signInAudience,
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
    verifiedPublisher: emptyPublisher(),
  })
}

/**
 * Everything an administrator's consent leaves in the directory (graph-facts §1.2, Effects): for all that is
 * registered, or for other access named in the request. Idempotent.
 */
export function giveAdminConsent(
  tenancy: Tenancy,
  registration: Registration,
  now: number,
  granted: Registration['requiredResourceAccess'] = registration.requiredResourceAccess,
): Entity {
  const principal = putServicePrincipal(tenancy, registration)
  for (const access of granted) {
    const resource = resourceOf(tenancy, access.resourceAppId)
    for (const role of access.roles) {
      const id = appRoleId(resource, role)
      if (id === undefined) throw new BadInput(`${access.resourceAppId} has no application permission ${role}`)
      assign(tenancy, principal, resource, id, now)
    }
    if (access.scopes.length > 0) grantScopes(tenancy, principal, resource, access.scopes, undefined)
  }
  return principal
}

/** The servicePrincipal of a resource; Microsoft's own are in every tenancy, made when first needed. */
export function resourceOf(tenancy: Tenancy, appId: string): Entity {
  const resource = tenancy.findByKey('servicePrincipal', appId) ?? firstPartyPrincipal(tenancy, appId)
  if (!resource) throw new BadInput(`There is no servicePrincipal of ${appId} in ${tenancy.profile.displayName}`)
  return resource
}
