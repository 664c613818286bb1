import { isObject, type Properties } from '../../../world/model.ts'
import { patched } from '../../../world/protection/policies.ts'
import { GUEST_ROLES } from '../../../world/protection/policy-defaults.ts'
import { type GraphAnswer, type GraphContext, type Item, noContent, type WriteContext } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'
import { auditPolicy } from './policy-audit.ts'

const TEMPLATE = '/policies/authorizationPolicy'

function read(context: GraphContext): GraphAnswer {
  const properties = context.tenancy.protection.policies.of('authorizationPolicy')
  const item: Item = { id: String(properties.id), kind: 'authorizationPolicy', properties }
  return single(context, item, 'policies/authorizationPolicy')
}

/** learn.microsoft.com/graph/api/authorizationpolicy-update. */
function update(context: WriteContext): GraphAnswer {
  const { policies } = context.tenancy.protection
  const before = policies.of('authorizationPolicy')
  const after: Properties = {
    ...patched(before, isObject(context.call.body) ? context.call.body : {}),
    id: before.id ?? '',
  }
  if (typeof after.guestUserRoleId === 'string' && !GUEST_ROLES.has(after.guestUserRoleId))
    throw badRequest("Invalid value specified for property 'guestUserRoleId' of resource 'AuthorizationPolicy'.")
  policies.set('authorizationPolicy', after)
  auditPolicy(context, { activity: 'Update authorization policy', category: 'AuthorizationPolicy' }, before, after)
  return noContent()
}

export const authorizationPolicyRoutes: readonly Route[] = [
  { method: 'GET', template: TEMPLATE, answer: read },
  {
    method: 'PATCH',
    template: TEMPLATE,
    permissions: { application: ['Policy.ReadWrite.Authorization'], delegated: ['Policy.ReadWrite.Authorization'] },
    request: '#/$defs/microsoft.graph.authorizationPolicy',
    write: update,
  },
]
