import { grantStands } from '../../world/assignments.ts'
import { type GraphContext, parameter } from '../call.ts'
import { delta } from '../delta/delta.ts'
import { notFound } from '../errors.ts'
import { idSequence, list, storeSequence } from '../listing.ts'
import type { Route } from '../route.ts'
import { assignmentOf, assignments, sourcesOf, targetsOf } from './related.ts'
import { named, single } from './single.ts'

const principal = (context: GraphContext) => named(context, 'servicePrincipal')
const application = (context: GraphContext) => named(context, 'application')
const GRANTS = { kind: 'oauth2PermissionGrant', contextName: 'oauth2PermissionGrants' } as const

function oneAssignedTo(context: GraphContext) {
  const wanted = parameter(context, 1)
  const found = assignmentOf(context, context.tenancy.assignedTo.from(principal(context).id), wanted)
  if (!found) throw notFound(wanted)
  return single(context, found, 'appRoleAssignments')
}

function oneGrant(context: GraphContext) {
  const grant = context.tenancy.findOf('oauth2PermissionGrant', parameter(context))
  if (!grant || !grantStands(context.tenancy, grant)) throw notFound(parameter(context))
  return single(context, grant, 'oauth2PermissionGrants')
}

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
    method: 'GET',
    template: '/servicePrincipals/delta',
    answer: (context) => delta(context, 'servicePrincipal', 'servicePrincipals'),
  },
  {
    method: 'GET',
    template: '/servicePrincipals/{servicePrincipal-id}',
    answer: (context) => single(context, principal(context), 'servicePrincipals'),
  },
  {
    method: 'GET',
    template: '/servicePrincipals/{servicePrincipal-id}/owners',
    answer: (context) => targetsOf(context, 'owners', principal(context)),
  },
  {
    method: 'GET',
    template: '/servicePrincipals/{servicePrincipal-id}/memberOf',
    answer: (context) => sourcesOf(context, 'members', principal(context)),
  },
  {
    method: 'GET',
    template: '/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo',
    answer: (context) => assignments(context, 'assignedTo', principal(context)),
  },
  {
    method: 'GET',
    template: '/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo/{appRoleAssignment-id}',
    answer: oneAssignedTo,
  },
  {
    method: 'GET',
    template: '/servicePrincipals/{servicePrincipal-id}/appRoleAssignments',
    answer: (context) => assignments(context, 'assignmentsOf', principal(context)),
  },
  {
    method: 'GET',
    template: '/servicePrincipals/{servicePrincipal-id}/oauth2PermissionGrants',
    answer: (context) =>
      list(context, {
        ...GRANTS,
        sequence: idSequence(context.tenancy, context.tenancy.grantsOf.from(principal(context).id)),
      }),
  },
]

/** Registrations and consent: learn.microsoft.com/graph/api/resources/application, oauth2permissiongrant. */
export const applicationRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/applications',
    answer: (context) =>
      list(context, {
        sequence: storeSequence(context.tenancy, 'application'),
        kind: 'application',
        contextName: 'applications',
      }),
  },
  {
    method: 'GET',
    template: '/applications/delta',
    answer: (context) => delta(context, 'application', 'applications'),
  },
  {
    method: 'GET',
    template: '/applications/{application-id}',
    answer: (context) => single(context, application(context), 'applications'),
  },
  {
    method: 'GET',
    template: '/applications/{application-id}/owners',
    answer: (context) => targetsOf(context, 'owners', application(context)),
  },
  {
    method: 'GET',
    template: '/oauth2PermissionGrants',
    answer: (context) =>
      list(context, { ...GRANTS, sequence: storeSequence(context.tenancy, 'oauth2PermissionGrant') }),
  },
  {
    method: 'GET',
    template: '/oauth2PermissionGrants/delta',
    answer: (context) => delta(context, 'oauth2PermissionGrant', 'oauth2PermissionGrants'),
  },
  { method: 'GET', template: '/oauth2PermissionGrants/{oAuth2PermissionGrant-id}', answer: oneGrant },
]
