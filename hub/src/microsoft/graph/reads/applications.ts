import type { GraphClient } from '../client.ts'
import type { ReadOptions } from '../pages.ts'
import {
  Application,
  applicationSelect,
  OAuth2PermissionGrant,
  ServicePrincipal,
  servicePrincipalSelect,
} from '../schemas/application.ts'
import type { DeltaOptions } from './delta-options.ts'

const latestToken = ({ latest }: DeltaOptions) => (latest === true ? { $deltatoken: 'latest' as const } : {})

/** Enterprise applications, as changes. learn.microsoft.com/graph/api/serviceprincipal-delta */
export const servicePrincipalsDelta = (graph: GraphClient, options: DeltaOptions = {}) =>
  graph.delta(
    {
      path: '/servicePrincipals/delta',
      query: { $select: servicePrincipalSelect, ...latestToken(options) },
      schema: ServicePrincipal,
      resource: 'servicePrincipals',
    },
    options,
  )

/** Registrations of the tenancy itself, as changes. learn.microsoft.com/graph/api/application-delta */
export const applicationsDelta = (graph: GraphClient, options: DeltaOptions = {}) =>
  graph.delta(
    {
      path: '/applications/delta',
      query: { $select: applicationSelect, ...latestToken(options) },
      schema: Application,
      resource: 'applications',
    },
    options,
  )

/** Every delegated consent of the tenancy; there is no delta of them. learn.microsoft.com/graph/api/oauth2permissiongrant-list */
export const oauth2PermissionGrants = (graph: GraphClient, options?: ReadOptions & { from?: string }) =>
  graph.page(
    {
      path: '/oauth2PermissionGrants',
      query: { $top: 999 },
      schema: OAuth2PermissionGrant,
      resource: 'oauth2PermissionGrants',
    },
    options,
  )

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
