import { setManager } from '../../../world/mutations/move.ts'
import { type GraphContext, noContent, type WriteContext } from '../../call.ts'
import { notFound } from '../../errors.ts'
import type { Route } from '../../route.ts'
import { referencedBy } from '../references.ts'
import { named, single } from '../single.ts'
import { needRight } from './caller.ts'

function manager(context: GraphContext) {
  for (const id of context.tenancy.relations.manager.from(named(context, 'user').id)) {
    const found = context.tenancy.findOf('user', id)
    if (found) return single(context, found, 'directoryObjects', true)
  }
  throw notFound('manager')
}

function assign(context: WriteContext) {
  const user = named(context, 'user')
  needRight(context, 'updateUser')
  setManager(context.tenancy, user, referencedBy(context, ['user']))
  return noContent()
}

function remove(context: WriteContext) {
  const user = named(context, 'user')
  needRight(context, 'updateUser')
  const held = [...context.tenancy.relations.manager.from(user.id)].some((id) => context.tenancy.find(id))
  if (!held) throw notFound('manager')
  setManager(context.tenancy, user, undefined)
  return noContent()
}

/** Whom a person reports to: learn.microsoft.com/graph/api/user-list-manager, -post-manager, -delete-manager. */
export const managerRoutes: readonly Route[] = [
  { method: 'GET', template: '/users/{user-id}/manager', answer: manager },
  { method: 'PUT', template: '/users/{user-id}/manager/$ref', write: assign },
  { method: 'DELETE', template: '/users/{user-id}/manager/$ref', write: remove },
]
