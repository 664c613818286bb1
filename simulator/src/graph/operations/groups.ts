import type { GraphContext } from '../call.ts'
import { delta } from '../delta/delta.ts'
import { list, storeSequence } from '../listing.ts'
import type { Route } from '../route.ts'
import { assignments, sourcesOf, targetsOf, transitive } from './related.ts'
import { named, single } from './single.ts'

const group = (context: GraphContext) => named(context, 'group')
const unit = (context: GraphContext) => named(context, 'administrativeUnit')
const role = (context: GraphContext) => named(context, 'directoryRole')

/** Groups: learn.microsoft.com/graph/api/resources/group. */
export const groupRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/groups',
    answer: (context) =>
      list(context, { sequence: storeSequence(context.tenancy, 'group'), kind: 'group', contextName: 'groups' }),
  },
  { method: 'GET', template: '/groups/delta', answer: (context) => delta(context, 'group', 'groups') },
  { method: 'GET', template: '/groups/{group-id}', answer: (context) => single(context, group(context), 'groups') },
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
  {
    method: 'GET',
    template: '/groups/{group-id}/appRoleAssignments',
    answer: (context) => assignments(context, 'assignmentsOf', group(context)),
  },
]

/** Administrative units and directory roles: learn.microsoft.com/graph/api/resources/administrativeunit, directoryrole. */
export const unitRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/directory/administrativeUnits',
    answer: (context) =>
      list(context, {
        sequence: storeSequence(context.tenancy, 'administrativeUnit'),
        kind: 'administrativeUnit',
        contextName: 'directory/administrativeUnits',
      }),
  },
  {
    method: 'GET',
    template: '/directory/administrativeUnits/delta',
    answer: (context) => delta(context, 'administrativeUnit', 'directory/administrativeUnits'),
  },
  {
    method: 'GET',
    template: '/directory/administrativeUnits/{administrativeUnit-id}',
    answer: (context) => single(context, unit(context), 'directory/administrativeUnits'),
  },
  {
    method: 'GET',
    template: '/directory/administrativeUnits/{administrativeUnit-id}/members',
    answer: (context) => targetsOf(context, 'members', unit(context)),
  },
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
    method: 'GET',
    template: '/directoryRoles/{directoryRole-id}',
    answer: (context) => single(context, role(context), 'directoryRoles'),
  },
  {
    method: 'GET',
    template: '/directoryRoles/{directoryRole-id}/members',
    answer: (context) => targetsOf(context, 'members', role(context)),
  },
]
