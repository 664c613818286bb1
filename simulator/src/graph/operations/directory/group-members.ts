import { type Entity, groupKind } from '../../../world/model.ts'
import { type GraphAnswer, noContent, parameter, type WriteContext } from '../../call.ts'
import { badRequest, notFound } from '../../errors.ts'
import type { Accepted, Route } from '../../route.ts'
import { addressOf } from '../references.ts'
import { named } from '../single.ts'
import { needPermissionOf } from './caller.ts'
import { linkedObject, needGroupWrite, needMemberWrite, newLinks, refuseLastOwner } from './group-links.ts'
import { removeGroup } from './update-group.ts'
import { removeUser } from './user-actions.ts'

function add(context: WriteContext, relation: 'members' | 'owners'): GraphAnswer {
  const group = named(context, 'group')
  if (relation === 'members') needMemberWrite(context, group)
  else needGroupWrite(context, group, 'updateGroup')
  const kind = {
    isUnified: groupKind(group) === 'microsoft365',
    isAssignable: group.properties.isAssignableToRole === true,
  }
  for (const target of newLinks(context, group, relation, [addressOf(context)], kind))
    context.tenancy.link(relation, group, target)
  return noContent()
}

function removeMember(context: WriteContext): GraphAnswer {
  const group = named(context, 'group')
  needMemberWrite(context, group)
  context.tenancy.unlink('members', group, linkedObject(context, group, 'members', parameter(context, 1)))
  return noContent()
}

function removeOwner(context: WriteContext): GraphAnswer {
  const group = named(context, 'group')
  needGroupWrite(context, group, 'updateGroup')
  const owner = linkedObject(context, group, 'owners', parameter(context, 1))
  refuseLastOwner(context, group, owner)
  context.tenancy.unlink('owners', group, owner)
  return noContent()
}

/**
 * The path without `/$ref` is the object itself and not the link to it: whoever forgets `/$ref` deletes the person, when
 * they may delete people at all (learn.microsoft.com/graph/api/group-delete-members, the warning).
 */
function deleteLinked(context: WriteContext, relation: 'members' | 'owners'): GraphAnswer {
  const group = named(context, 'group')
  const id = parameter(context, 1)
  const target = context.tenancy.find(id.toLowerCase())
  if (!target || !context.tenancy.relations[relation].has(group.id, target.id)) throw notFound(id)
  return deleteObject(context, target)
}

function deleteObject(context: WriteContext, target: Entity): GraphAnswer {
  if (target.kind === 'user') {
    needPermissionOf(context, 'DELETE', '/users/{user-id}')
    return removeUser(context, target)
  }
  if (target.kind === 'group') {
    needPermissionOf(context, 'DELETE', '/groups/{group-id}')
    return removeGroup(context, target)
  }
  throw badRequest('Write requests are only supported on contained entities')
}

const MAY_DELETE: Accepted = {
  application: ['User.DeleteRestore.All', 'User.ReadWrite.All', 'Group.ReadWrite.All'],
  delegated: ['User.DeleteRestore.All', 'User.ReadWrite.All', 'Group.ReadWrite.All'],
}

/** Who is in a group and who answers for it: learn.microsoft.com/graph/api/group-post-members, -post-owners, -delete-members, -delete-owners. */
export const groupMemberRoutes: readonly Route[] = [
  { method: 'POST', template: '/groups/{group-id}/members/$ref', write: (context) => add(context, 'members') },
  {
    method: 'DELETE',
    template: '/groups/{group-id}/members/{directoryObject-id}/$ref',
    write: removeMember,
  },
  { method: 'POST', template: '/groups/{group-id}/owners/$ref', write: (context) => add(context, 'owners') },
  { method: 'DELETE', template: '/groups/{group-id}/owners/{directoryObject-id}/$ref', write: removeOwner },
  {
    method: 'DELETE',
    template: '/groups/{group-id}/members/{directoryObject-id}',
    permissions: MAY_DELETE,
    write: (context) => deleteLinked(context, 'members'),
  },
  {
    method: 'DELETE',
    template: '/groups/{group-id}/owners/{directoryObject-id}',
    permissions: MAY_DELETE,
    write: (context) => deleteLinked(context, 'owners'),
  },
]
