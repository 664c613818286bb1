import { activatedRole, activateRole } from '../../../world/directory-roles.ts'
import type { Kind } from '../../../world/model.ts'
import { ROLE_TEMPLATES, type RoleTemplate } from '../../../world/role-templates.ts'
import { type GraphAnswer, type GraphContext, type Item, noContent, parameter, type WriteContext } from '../../call.ts'
import { badRequest, GraphError, notFound } from '../../errors.ts'
import { arraySequence, list, storeSequence } from '../../listing.ts'
import type { Accepted, Route } from '../../route.ts'
import { referencedBy } from '../references.ts'
import { targetsOf } from '../related.ts'
import { named, single } from '../single.ts'
import { bodyOf, created } from './body.ts'
import { needRight } from './caller.ts'
import { linkedObject } from './group-links.ts'
import { needAssignable, needRemovable } from './role-rules.ts'

const HOLDERS: readonly Kind[] = ['user', 'servicePrincipal', 'group']

/** learn.microsoft.com/graph/api/directoryrole-post-directoryroles, -post-members, -delete-member. */
const WRITERS: Accepted = {
  application: ['RoleManagement.ReadWrite.Directory'],
  delegated: ['RoleManagement.ReadWrite.Directory'],
}
/** learn.microsoft.com/graph/api/directoryroletemplate-list. */
const READERS: Accepted = {
  application: ['RoleManagement.Read.Directory', 'Directory.Read.All', 'RoleManagement.ReadWrite.Directory'],
  delegated: ['RoleManagement.Read.Directory', 'Directory.Read.All', 'RoleManagement.ReadWrite.Directory'],
}

/** A role by its id or as `roleTemplateId='…'`, the form of Graph's alternate key. */
function role(context: GraphContext) {
  const templateId = /^roleTemplateId='(.*)'$/.exec(parameter(context))?.[1]
  const found = templateId === undefined ? named(context, 'directoryRole') : activatedRole(context.tenancy, templateId)
  if (!found) throw notFound(templateId ?? '')
  return found
}

function activate(context: WriteContext): GraphAnswer {
  needRight(context, 'assignDirectoryRole')
  const { roleTemplateId } = bodyOf(context)
  const template = ROLE_TEMPLATES.find(({ templateId }) => templateId === roleTemplateId)
  if (!template) throw badRequest('The roleTemplateId does not name a directory role template.')
  if (activatedRole(context.tenancy, template.templateId))
    throw new GraphError(
      400,
      'Request_MultipleObjectsWithSameKeyValue',
      'A conflicting object with one or more of the specified property values is present in the directory.',
    )
  return created(context, activateRole(context.tenancy, template, context.random.guid()), 'directoryRoles')
}

function addMember(context: WriteContext): GraphAnswer {
  const target = role(context)
  const holder = referencedBy(context, HOLDERS)
  needAssignable(context, target, holder)
  context.tenancy.link('members', target, holder)
  return noContent()
}

function removeMember(context: WriteContext): GraphAnswer {
  const target = role(context)
  const holder = linkedObject(context, target, 'members', parameter(context, 1))
  needRemovable(context, target, holder)
  context.tenancy.unlink('members', target, holder)
  return noContent()
}

function templateItem({ templateId, name, description }: RoleTemplate): Item {
  const properties = { id: templateId, deletedDateTime: null, description, displayName: name }
  return { id: templateId, kind: 'directoryRoleTemplate', properties }
}

/** Roles and who holds them: learn.microsoft.com/graph/api/resources/directoryrole, directoryroletemplate. */
export const directoryRoleRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/directoryRoles',
    answer: (context) =>
      list(context, {
        sequence: storeSequence(context.tenancy, 'directoryRole'),
        kind: 'directoryRole',
        contextName: 'directoryRoles',
        unpaged: true,
      }),
  },
  {
    method: 'POST',
    template: '/directoryRoles',
    permissions: WRITERS,
    request: '#/$defs/microsoft.graph.directoryRole',
    response: '#/$defs/microsoft.graph.directoryRole',
    write: activate,
  },
  {
    method: 'GET',
    template: '/directoryRoles/{directoryRole-id}',
    response: '#/$defs/microsoft.graph.directoryRole',
    answer: (context) => single(context, role(context), 'directoryRoles'),
  },
  {
    method: 'GET',
    template: '/directoryRoles/{directoryRole-id}/members',
    response: '#/$defs/microsoft.graph.directoryObject!collection',
    answer: (context) => targetsOf(context, 'members', role(context)),
  },
  {
    method: 'POST',
    template: '/directoryRoles/{directoryRole-id}/members/$ref',
    permissions: WRITERS,
    request: '#/$defs/group_CreateMemberGraphBPreRef!request',
    write: addMember,
  },
  {
    method: 'DELETE',
    template: '/directoryRoles/{directoryRole-id}/members/{directoryObject-id}/$ref',
    permissions: WRITERS,
    write: removeMember,
  },
  {
    method: 'GET',
    template: '/directoryRoleTemplates',
    permissions: READERS,
    answer: (context) =>
      list(context, {
        sequence: arraySequence(ROLE_TEMPLATES.map(templateItem)),
        kind: 'directoryRoleTemplate',
        contextName: 'directoryRoleTemplates',
        unpaged: true,
      }),
  },
  {
    method: 'GET',
    template: '/directoryRoleTemplates/{directoryRoleTemplate-id}',
    permissions: READERS,
    answer(context) {
      const template = ROLE_TEMPLATES.find(({ templateId }) => templateId === parameter(context).toLowerCase())
      if (!template) throw notFound(parameter(context))
      return single(context, templateItem(template), 'directoryRoleTemplates')
    },
  },
]
