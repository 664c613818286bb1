import type { GraphContext } from '../../call.ts'
import { delta } from '../../delta/delta.ts'
import { list, storeSequence } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { sourcesOf, targetsOf, transitive } from '../related.ts'
import { named, single } from '../single.ts'
import { createGroup } from './create-group.ts'
import { addsMembersOnly, deleteGroup, updateGroup } from './update-group.ts'

const group = (context: GraphContext) => named(context, 'group')

/** Groups: learn.microsoft.com/graph/api/resources/group. */
export const groupRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/groups',
    answer: (context) =>
      list(context, { sequence: storeSequence(context.tenancy, 'group'), kind: 'group', contextName: 'groups' }),
  },
  { method: 'POST', template: '/groups', write: createGroup },
  { method: 'GET', template: '/groups/delta', answer: (context) => delta(context, 'group', 'groups') },
  { method: 'GET', template: '/groups/{group-id}', answer: (context) => single(context, group(context), 'groups') },
  { method: 'PATCH', template: '/groups/{group-id}', otherwiseAllowed: addsMembersOnly, write: updateGroup },
  { method: 'DELETE', template: '/groups/{group-id}', write: deleteGroup },
  {
    method: 'GET',
    template: '/groups/{group-id}/members',
    answer: (context) => targetsOf(context, 'members', group(context)),
  },
  {
    method: 'GET',
    template: '/groups/{group-id}/transitiveMembers',
    answer: (context) => transitive(context, 'from', group(context)),
  },
  {
    method: 'GET',
    template: '/groups/{group-id}/memberOf',
    answer: (context) => sourcesOf(context, 'members', group(context)),
  },
  {
    method: 'GET',
    template: '/groups/{group-id}/transitiveMemberOf',
    answer: (context) => transitive(context, 'to', group(context)),
  },
  {
    method: 'GET',
    template: '/groups/{group-id}/owners',
    answer: (context) => targetsOf(context, 'owners', group(context)),
  },
]
