import type { GraphContext } from '../../call.ts'
import { holds } from '../../call.ts'
import { delta } from '../../delta/delta.ts'
import { denied, GraphError } from '../../errors.ts'
import { list, storeSequence } from '../../listing.ts'
import { namesOf } from '../../odata/options.ts'
import { requirePremium } from '../../premium.ts'
import type { Route } from '../../route.ts'
import { owned, sourcesOf, transitive } from '../related.ts'
import { named, single } from '../single.ts'
import { createUser } from './create-user.ts'
import { assignLicense, licenseDetails } from './licenses.ts'
import { changeUser, updateUser } from './update-user.ts'
import { deleteUser, revokeSignInSessions } from './user-actions.ts'

const user = (context: GraphContext) => named(context, 'user')

/** learn.microsoft.com/graph/api/resources/signinactivity: reading it takes AuditLog.Read.All beside the user permission. */
function needSignInPermission(context: GraphContext): void {
  const asked =
    namesOf(context.query.get('$select'))?.includes('signInActivity') ||
    /signInActivity/.test(context.query.get('$filter') ?? '')
  if (!asked) return
  if (!holds(context, 'AuditLog.Read.All')) throw denied()
  requirePremium(context)
}

function me(context: GraphContext) {
  const { userObjectId } = context.token
  const found = userObjectId === undefined ? undefined : context.tenancy.findOf('user', userObjectId)
  if (!found) throw new GraphError(400, 'BadRequest', '/me request is only valid with delegated authentication flow.')
  return found
}

/** People: learn.microsoft.com/graph/api/resources/user. */
export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/users',
    answer(context) {
      needSignInPermission(context)
      return list(context, { sequence: storeSequence(context.tenancy, 'user'), kind: 'user', contextName: 'users' })
    },
  },
  { method: 'POST', template: '/users', write: createUser },
  { method: 'GET', template: '/users/delta', answer: (context) => delta(context, 'user', 'users') },
  {
    method: 'GET',
    template: '/users/{user-id}',
    answer(context) {
      needSignInPermission(context)
      return single(context, user(context), 'users')
    },
  },
  { method: 'PATCH', template: '/users/{user-id}', write: updateUser },
  { method: 'DELETE', template: '/users/{user-id}', write: deleteUser },
  { method: 'POST', template: '/users/{user-id}/revokeSignInSessions', write: revokeSignInSessions },
  { method: 'POST', template: '/users/{user-id}/assignLicense', write: assignLicense },
  {
    method: 'GET',
    template: '/users/{user-id}/directReports',
    answer: (context) => sourcesOf(context, 'manager', user(context)),
  },
  {
    method: 'GET',
    template: '/users/{user-id}/memberOf',
    answer: (context) => sourcesOf(context, 'members', user(context)),
  },
  {
    method: 'GET',
    template: '/users/{user-id}/transitiveMemberOf',
    answer: (context) => transitive(context, 'to', user(context)),
  },
  {
    method: 'GET',
    template: '/users/{user-id}/ownedObjects',
    answer: (context) => owned(context, user(context), ['group', 'application', 'servicePrincipal']),
  },
  { method: 'GET', template: '/users/{user-id}/licenseDetails', answer: licenseDetails },
  { method: 'GET', template: '/me', answer: (context) => single(context, me(context), 'users') },
  {
    method: 'PATCH',
    template: '/me',
    permissions: { application: [], delegated: ['User.ReadWrite', 'User.ReadWrite.All', 'Directory.ReadWrite.All'] },
    request: '#/$defs/microsoft.graph.user',
    write: (context) => changeUser(context, me(context)),
  },
  { method: 'GET', template: '/me/memberOf', answer: (context) => sourcesOf(context, 'members', me(context)) },
  { method: 'GET', template: '/me/transitiveMemberOf', answer: (context) => transitive(context, 'to', me(context)) },
]
