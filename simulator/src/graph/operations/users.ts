import { SKUS, type Sku } from '../../world/generate/company.ts'
import { isObject, listOf } from '../../world/model.ts'
import type { GraphContext, Item } from '../call.ts'
import { holds, parameter } from '../call.ts'
import { delta } from '../delta/delta.ts'
import { denied, GraphError, notFound } from '../errors.ts'
import { arraySequence, list, storeSequence } from '../listing.ts'
import { namesOf } from '../odata/options.ts'
import { requirePremium } from '../premium.ts'
import type { Route } from '../route.ts'
import { assignmentOf, assignments, owned, sourcesOf, transitive } from './related.ts'
import { named, single } from './single.ts'

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

const BY_SKU: ReadonlyMap<string, Sku> = new Map(Object.values(SKUS).map((sku) => [sku.skuId, sku]))

function licenseDetails(context: GraphContext) {
  const items: Item[] = listOf(user(context), 'assignedLicenses').flatMap((licence) => {
    const sku = isObject(licence) && typeof licence.skuId === 'string' ? BY_SKU.get(licence.skuId) : undefined
    if (!sku) return []
    const id = Buffer.from(`${parameter(context)}${sku.skuId}`)
      .toString('base64url')
      .slice(0, 43)
    const servicePlans = sku.plans.map(({ servicePlanId, servicePlanName }) => ({
      appliesTo: 'User',
      provisioningStatus: 'Success',
      servicePlanId,
      servicePlanName,
    }))
    return [
      {
        id,
        kind: 'licenseDetails' as const,
        properties: { id, servicePlans, skuId: sku.skuId, skuPartNumber: sku.skuPartNumber },
      },
    ]
  })
  return list(context, { sequence: arraySequence(items), kind: 'licenseDetails', contextName: 'licenseDetails' })
}

function oneAssignment(context: GraphContext) {
  const wanted = parameter(context, 1)
  const found = assignmentOf(context, context.tenancy.assignmentsOf.from(user(context).id), wanted)
  if (!found) throw notFound(wanted)
  return single(context, found, 'appRoleAssignments')
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
  { method: 'GET', template: '/users/delta', answer: (context) => delta(context, 'user', 'users') },
  {
    method: 'GET',
    template: '/users/{user-id}',
    answer(context) {
      needSignInPermission(context)
      return single(context, user(context), 'users')
    },
  },
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
  {
    method: 'GET',
    template: '/users/{user-id}/appRoleAssignments',
    answer: (context) => assignments(context, 'assignmentsOf', user(context)),
  },
  { method: 'GET', template: '/users/{user-id}/appRoleAssignments/{appRoleAssignment-id}', answer: oneAssignment },
  { method: 'GET', template: '/users/{user-id}/licenseDetails', answer: licenseDetails },
  { method: 'GET', template: '/me', answer: (context) => single(context, me(context), 'users') },
  { method: 'GET', template: '/me/memberOf', answer: (context) => sourcesOf(context, 'members', me(context)) },
  { method: 'GET', template: '/me/transitiveMemberOf', answer: (context) => transitive(context, 'to', me(context)) },
]
