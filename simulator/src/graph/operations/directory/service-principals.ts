import type { GraphContext } from '../../call.ts'
import { delta } from '../../delta/delta.ts'
import { idSequence, list, storeSequence } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { sourcesOf } from '../related.ts'
import { named, single } from '../single.ts'
import { APPLICATION_WRITERS } from './application-rights.ts'
import { createServicePrincipal, deleteServicePrincipal, updateServicePrincipal } from './write-service-principal.ts'

const SCHEMA = '#/$defs/microsoft.graph.servicePrincipal'
const principal = (context: GraphContext) => named(context, 'servicePrincipal')

/** Enterprise applications: learn.microsoft.com/graph/api/resources/serviceprincipal. */
export const servicePrincipalRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/servicePrincipals',
    answer: (context) =>
      list(context, {
        sequence: storeSequence(context.tenancy, 'servicePrincipal'),
        kind: 'servicePrincipal',
        contextName: 'servicePrincipals',
      }),
  },
  {
    method: 'POST',
    template: '/servicePrincipals',
    permissions: APPLICATION_WRITERS,
    request: SCHEMA,
    response: SCHEMA,
    write: createServicePrincipal,
  },
  {
    method: 'GET',
    template: '/servicePrincipals/delta',
    answer: (context) => delta(context, 'servicePrincipal', 'servicePrincipals'),
  },
  {
    method: 'GET',
    template: '/servicePrincipals/{servicePrincipal-id}',
    answer: (context) => single(context, principal(context), 'servicePrincipals'),
  },
  { method: 'PATCH', template: '/servicePrincipals/{servicePrincipal-id}', write: updateServicePrincipal },
  {
    method: 'DELETE',
    template: '/servicePrincipals/{servicePrincipal-id}',
    permissions: APPLICATION_WRITERS,
    write: deleteServicePrincipal,
  },
  {
    method: 'GET',
    template: '/servicePrincipals/{servicePrincipal-id}/memberOf',
    response: '#/$defs/microsoft.graph.directoryObject!collection',
    answer: (context) => sourcesOf(context, 'members', principal(context)),
  },
  {
    method: 'GET',
    template: '/servicePrincipals/{servicePrincipal-id}/oauth2PermissionGrants',
    answer: (context) =>
      list(context, {
        kind: 'oauth2PermissionGrant',
        contextName: 'oauth2PermissionGrants',
        sequence: idSequence(context.tenancy, context.tenancy.grantsOf.from(principal(context).id)),
      }),
  },
]
