import { activatedRole, activateRole, roleAssignmentId } from '../../../world/directory-roles.ts'
import { type Entity, textOf } from '../../../world/model.ts'
import { ROLE_TEMPLATES, type RoleTemplate } from '../../../world/role-templates.ts'
import type { Tenancy } from '../../../world/tenancy.ts'
import { visible } from '../../../world/truth.ts'
import { type GraphAnswer, type GraphContext, type Item, noContent, parameter, type WriteContext } from '../../call.ts'
import { badRequest, notFound } from '../../errors.ts'
import { arraySequence, contextUrl, list } from '../../listing.ts'
import type { Accepted, Route } from '../../route.ts'
import { single } from '../single.ts'
import { bodyOf } from './body.ts'
import { needAssignable, needRemovable } from './role-rules.ts'

const ASSIGNMENTS = 'roleManagement/directory/roleAssignments'
const DEFINITIONS = 'roleManagement/directory/roleDefinitions'

/** learn.microsoft.com/graph/api/rbacapplication-list-roledefinitions, unifiedroleassignment-get. */
const READERS: Accepted = {
  application: ['RoleManagement.Read.Directory', 'Directory.Read.All', 'RoleManagement.ReadWrite.Directory'],
  delegated: ['RoleManagement.Read.Directory', 'Directory.Read.All', 'RoleManagement.ReadWrite.Directory'],
}
/** learn.microsoft.com/graph/api/rbacapplication-post-roleassignments, unifiedroleassignment-delete. */
const WRITERS: Accepted = {
  application: ['RoleManagement.ReadWrite.Directory'],
  delegated: ['RoleManagement.ReadWrite.Directory'],
}

/** One holder of one role, over the whole tenancy. */
interface Assignment {
  readonly role: Entity
  readonly principal: Entity
  readonly id: string
}

function* assignmentsIn(tenancy: Tenancy): Iterable<Assignment> {
  for (const role of visible(tenancy, 'directoryRole'))
    for (const principalId of tenancy.relations.members.from(role.id)) {
      const principal = tenancy.find(principalId)
      if (principal) yield { role, principal, id: roleAssignmentId(textOf(role, 'roleTemplateId') ?? '', principalId) }
    }
}

function item({ role, principal, id }: Assignment): Item {
  const roleDefinitionId = textOf(role, 'roleTemplateId')
  const properties = { id, directoryScopeId: '/', principalId: principal.id, roleDefinitionId }
  return { id, kind: 'unifiedRoleAssignment', properties }
}

function assignment(context: GraphContext): Assignment {
  for (const found of assignmentsIn(context.tenancy)) if (found.id === parameter(context)) return found
  throw notFound(parameter(context))
}

/** Gives a role to a principal; a role that nobody has activated yet becomes active by that. */
function assign(context: WriteContext): GraphAnswer {
  const { tenancy, random } = context
  const { principalId, roleDefinitionId, directoryScopeId, appScopeId } = bodyOf(context)
  for (const [name, value] of Object.entries({ principalId, roleDefinitionId, directoryScopeId }))
    if (typeof value !== 'string' || value === '')
      throw badRequest(`A value is required for property '${name}' of resource 'RoleAssignment'.`)
  const template = ROLE_TEMPLATES.find(({ templateId }) => templateId === String(roleDefinitionId).toLowerCase())
  if (!template) throw notFound(String(roleDefinitionId))
  const principal = tenancy.find(String(principalId).toLowerCase())
  if (!principal) throw notFound(String(principalId))
  if (!['user', 'group', 'servicePrincipal'].includes(principal.kind))
    throw badRequest('Directory roles can only be assigned to users, groups and service principals.')
  if (directoryScopeId !== '/' || (appScopeId !== undefined && appScopeId !== null))
    throw badRequest("Roles can be assigned over the whole tenancy only: directoryScopeId must be '/'.")
  needAssignable(context, activatedRole(tenancy, template.templateId), principal)
  const role = activateRole(tenancy, template, random.guid())
  tenancy.link('members', role, principal)
  const made = item({ role, principal, id: roleAssignmentId(template.templateId, principal.id) })
  const body = { '@odata.context': contextUrl(context, `${ASSIGNMENTS}/$entity`), ...made.properties }
  return { status: 201, headers: { Location: `${context.call.origin}/v1.0/${ASSIGNMENTS}/${made.id}` }, body }
}

function unassign(context: WriteContext): GraphAnswer {
  const { role, principal } = assignment(context)
  needRemovable(context, role, principal)
  context.tenancy.unlink('members', role, principal)
  return noContent()
}

/** A built-in role; what it allows in detail is told by Entra's documentation and not here. */
function definition({ templateId, name, description }: RoleTemplate): Item {
  const properties = {
    id: templateId,
    description,
    displayName: name,
    isBuiltIn: true,
    isEnabled: true,
    resourceScopes: ['/'],
    rolePermissions: [],
    templateId,
    version: '1',
  }
  return { id: templateId, kind: 'unifiedRoleDefinition', properties }
}

/** Role assignments as Entra's role management tells them: learn.microsoft.com/graph/api/resources/unifiedroleassignment. */
export const roleManagementRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/roleManagement/directory/roleAssignments',
    answer: (context) =>
      list(context, {
        sequence: arraySequence([...assignmentsIn(context.tenancy)].map(item)),
        kind: 'unifiedRoleAssignment',
        contextName: ASSIGNMENTS,
      }),
  },
  {
    method: 'POST',
    template: '/roleManagement/directory/roleAssignments',
    permissions: WRITERS,
    request: '#/$defs/microsoft.graph.unifiedRoleAssignment',
    response: '#/$defs/microsoft.graph.unifiedRoleAssignment',
    write: assign,
  },
  {
    method: 'GET',
    template: '/roleManagement/directory/roleAssignments/{unifiedRoleAssignment-id}',
    permissions: READERS,
    response: '#/$defs/microsoft.graph.unifiedRoleAssignment',
    answer: (context) => single(context, item(assignment(context)), ASSIGNMENTS),
  },
  {
    method: 'DELETE',
    template: '/roleManagement/directory/roleAssignments/{unifiedRoleAssignment-id}',
    permissions: WRITERS,
    write: unassign,
  },
  {
    method: 'GET',
    template: '/roleManagement/directory/roleDefinitions',
    permissions: READERS,
    answer: (context) =>
      list(context, {
        sequence: arraySequence(ROLE_TEMPLATES.map(definition)),
        kind: 'unifiedRoleDefinition',
        contextName: DEFINITIONS,
      }),
  },
  {
    method: 'GET',
    template: '/roleManagement/directory/roleDefinitions/{unifiedRoleDefinition-id}',
    permissions: READERS,
    response: '#/$defs/microsoft.graph.unifiedRoleDefinition',
    answer(context) {
      const found = ROLE_TEMPLATES.find(({ templateId }) => templateId === parameter(context).toLowerCase())
      if (!found) throw notFound(parameter(context))
      return single(context, definition(found), DEFINITIONS)
    },
  },
]
