import { assign, DEFAULT_ROLE } from '../../../world/assignments.ts'
import { GRAPH_APP_ID } from '../../../world/generate/graph-principal.ts'
import { type Entity, isObject, type Kind, listOf, textOf } from '../../../world/model.ts'
import { type GraphAnswer, type GraphContext, noContent, parameter, type WriteContext } from '../../call.ts'
import { badRequest, notFound } from '../../errors.ts'
import type { Accepted, Route } from '../../route.ts'
import { assignmentOf, assignments } from '../related.ts'
import { named, single } from '../single.ts'
import { bodyOf, requireValues } from './body.ts'
import { needOneOf, needRight } from './caller.ts'

const SET = 'appRoleAssignments'
const SCHEMA = '#/$defs/microsoft.graph.appRoleAssignment'
type Which = 'assignmentsOf' | 'assignedTo'

/** learn.microsoft.com/graph/api/group-post-approleassignments, serviceprincipal-post-approleassignments. */
const WRITERS: Accepted = {
  application: ['AppRoleAssignment.ReadWrite.All'],
  delegated: ['AppRoleAssignment.ReadWrite.All'],
}

/** The assignment that the path names, of the principal or to the resource that it names. */
function assignmentNamed(context: GraphContext, kind: Kind, which: Which): Entity {
  const wanted = parameter(context, 1)
  const found = assignmentOf(context, context.tenancy[which].from(named(context, kind).id), wanted)
  if (!found) throw notFound(wanted)
  return found
}

/** Assigns a principal to a role of an application; a role of Microsoft Graph for a servicePrincipal is consent. */
function create(context: WriteContext, kind: Kind, which: Which): GraphAnswer {
  const { tenancy, now } = context
  const owner = named(context, kind)
  const sent = bodyOf(context)
  requireValues({ ...sent }, ['appRoleId', 'principalId', 'resourceId'], 'AppRoleAssignment')
  const [principal, resource] = [objectOf(context, sent.principalId), objectOf(context, sent.resourceId)]
  if ((which === 'assignmentsOf' ? principal : resource) !== owner)
    throw badRequest('The principalId or resourceId of the assignment is not that of the object in the path.')
  if (resource.kind !== 'servicePrincipal' || !['user', 'group', 'servicePrincipal'].includes(principal.kind))
    throw badRequest('Not a valid reference update.')
  needAssignment(context, principal, resource)
  const roleId = String(sent.appRoleId).toLowerCase()
  checkRole(principal, resource, roleId)
  if (isAssigned(context, principal, resource, roleId))
    throw badRequest('Permission being assigned already exists on the object')
  const made = assign(tenancy, principal, resource, roleId, now)
  const headers = { Location: `${context.call.origin}/v1.0${context.path}/${made.id}` }
  return { ...single(context, made, SET), status: 201, headers }
}

function objectOf({ tenancy }: GraphContext, id: unknown): Entity {
  const found = tenancy.find(String(id).toLowerCase())
  if (!found) throw notFound(String(id))
  return found
}

/** Who may: giving a permission of Microsoft Graph takes more than assigning people to an application. */
function needAssignment(context: WriteContext, principal: Entity, resource: Entity): void {
  const isConsent = principal.kind === 'servicePrincipal' && textOf(resource, 'appId') === GRAPH_APP_ID
  if (isConsent) needOneOf(context, ['AppRoleAssignment.ReadWrite.All'])
  needRight(context, isConsent ? 'consentToPermissions' : 'assignToApplication', resource)
}

/**
 * The role must be one that the application declares, enabled and for this kind of principal; the default role is only for
 * applications without roles for it (learn.microsoft.com/graph/api/resources/approleassignment).
 */
function checkRole(principal: Entity, resource: Entity, roleId: string): void {
  const type = principal.kind === 'servicePrincipal' ? 'Application' : 'User'
  const roles = listOf(resource, 'appRoles').filter(
    (role) =>
      isObject(role) &&
      role.isEnabled !== false &&
      Array.isArray(role.allowedMemberTypes) &&
      role.allowedMemberTypes.includes(type),
  )
  const fits = roleId === DEFAULT_ROLE ? roles.length === 0 : roles.some((role) => isObject(role) && role.id === roleId)
  if (!fits) throw badRequest(`Permission being assigned was not found on application '${resource.id}'.`)
}

function isAssigned({ tenancy }: GraphContext, principal: Entity, resource: Entity, roleId: string): boolean {
  return [...tenancy.assignmentsOf.from(principal.id)].some((id) => {
    const properties = tenancy.find(id)?.properties
    return properties?.resourceId === resource.id && properties.appRoleId === roleId
  })
}

function remove(context: WriteContext, kind: Kind, which: Which): GraphAnswer {
  const assignment = assignmentNamed(context, kind, which)
  const resource = objectOf(context, assignment.properties.resourceId)
  needAssignment(context, objectOf(context, assignment.properties.principalId), resource)
  context.tenancy.purge(assignment)
  return noContent()
}

function routesOf(set: string, kind: Kind, path: string, which: Which): Route[] {
  const template = `/${set}/{${kind}-id}/${path}`
  const one = `${template}/{appRoleAssignment-id}`
  const writes = { permissions: WRITERS, request: SCHEMA, response: SCHEMA }
  return [
    {
      method: 'GET',
      template,
      response: `${SCHEMA}!collection`,
      answer: (context) => assignments(context, which, named(context, kind)),
    },
    { method: 'POST', template, ...writes, write: (context) => create(context, kind, which) },
    {
      method: 'GET',
      template: one,
      response: SCHEMA,
      answer: (context) => single(context, assignmentNamed(context, kind, which), SET),
    },
    { method: 'DELETE', template: one, permissions: WRITERS, write: (context) => remove(context, kind, which) },
  ]
}

/** Who is assigned to which application: learn.microsoft.com/graph/api/resources/approleassignment. */
export const appRoleAssignmentRoutes: readonly Route[] = [
  ...routesOf('users', 'user', 'appRoleAssignments', 'assignmentsOf'),
  ...routesOf('groups', 'group', 'appRoleAssignments', 'assignmentsOf'),
  ...routesOf('servicePrincipals', 'servicePrincipal', 'appRoleAssignments', 'assignmentsOf'),
  ...routesOf('servicePrincipals', 'servicePrincipal', 'appRoleAssignedTo', 'assignedTo'),
]
