import type { GraphClient } from '../client.ts'
import type { Collection, ReadOptions } from '../pages.ts'
import {
  Application,
  applicationSelect,
  OAuth2PermissionGrant,
  OwnedObject,
  ServicePrincipal,
  servicePrincipalSelect,
} from '../schemas/application.ts'

/** Enterprise applications, as changes. learn.microsoft.com/graph/api/serviceprincipal-delta */
export const servicePrincipalsDelta: Collection<ServicePrincipal> = {
  path: '/servicePrincipals/delta',
  query: { $select: servicePrincipalSelect },
  schema: ServicePrincipal,
  resource: 'servicePrincipals',
}

/** Who owns enterprise applications, as changes: `owners` among the tracked properties. The same delta, with bookmarks of its own. */
export const servicePrincipalOwnersDelta: Collection<OwnedObject> = {
  path: '/servicePrincipals/delta',
  query: { $select: ['id', 'owners'] },
  schema: OwnedObject,
  resource: 'servicePrincipalOwners',
}

/** Registrations of the tenancy itself, as changes. learn.microsoft.com/graph/api/application-delta */
export const applicationsDelta: Collection<Application> = {
  path: '/applications/delta',
  query: { $select: applicationSelect },
  schema: Application,
  resource: 'applications',
}

/** Every delegated consent of the tenancy, as changes. learn.microsoft.com/graph/api/oauth2permissiongrant-delta */
export const oauth2PermissionGrantsDelta: Collection<OAuth2PermissionGrant> = {
  path: '/oauth2PermissionGrants/delta',
  schema: OAuth2PermissionGrant,
  resource: 'permissionGrants',
}

/** The same whole, 999 a page. learn.microsoft.com/graph/api/oauth2permissiongrant-list */
export const oauth2PermissionGrants: Collection<OAuth2PermissionGrant> = {
  path: '/oauth2PermissionGrants',
  query: { $top: 999 },
  schema: OAuth2PermissionGrant,
  resource: 'permissionGrants',
}

/**
 * An application's servicePrincipal in this tenancy; undefined where it has none. `appOwnerOrganizationId` tells whether a registration is at
 * home here. `appId` must be a GUID: it goes into a filter.
 */
export async function servicePrincipalByAppId(
  graph: GraphClient,
  appId: string,
  options?: ReadOptions,
): Promise<ServicePrincipal | undefined> {
  if (!/^[0-9a-f-]{36}$/i.test(appId)) throw new TypeError('An application id is a GUID.')
  const of = {
    path: '/servicePrincipals',
    query: { $select: servicePrincipalSelect, $filter: `appId eq '${appId}'` },
    schema: ServicePrincipal,
    resource: 'servicePrincipals',
  }
  for await (const page of graph.page(of, options)) if (page.objects[0] !== undefined) return page.objects[0]
  return undefined
}
