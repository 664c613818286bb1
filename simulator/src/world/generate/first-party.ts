import { firstPartyResource } from '../../first-party-resources.ts'
import type { Entity, Json } from '../model.ts'
import { guidOf } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { MICROSOFT_SERVICES_TENANT } from './catalogue.ts'

/** The servicePrincipal of one of Microsoft's own interfaces, put into the tenancy; undefined for any other id. */
export function firstPartyPrincipal(tenancy: Tenancy, appId: string): Entity | undefined {
  const resource = firstPartyResource(appId)
  if (resource === undefined) return undefined
  const { displayName, origins } = resource
  const described = (value: string) => ({ description: value, displayName: value })
  const appRoles: Json[] = Object.entries(resource.roles).map(([value, id]) => ({
    allowedMemberTypes: ['Application'],
    ...described(value),
    id,
    isEnabled: true,
    origin: 'Application',
    value,
  }))
  const scopes: Json[] = Object.entries(resource.scopes).map(([value, id]) => ({
    adminConsentDescription: value,
    adminConsentDisplayName: value,
    id,
    isEnabled: true,
    type: 'Admin',
    userConsentDescription: value,
    userConsentDisplayName: value,
    value,
  }))
  return tenancy.insert('servicePrincipal', guidOf(`${tenancy.profile.tenantId}/${appId}`), {
    accountEnabled: true,
    appDisplayName: displayName,
    appId,
    appOwnerOrganizationId: MICROSOFT_SERVICES_TENANT,
    appRoleAssignmentRequired: false,
    appRoles,
    displayName,
    oauth2PermissionScopes: scopes,
    servicePrincipalNames: [appId, ...origins],
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMultipleOrgs',
    tags: [],
  })
}
