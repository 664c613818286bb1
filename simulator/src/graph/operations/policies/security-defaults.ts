import { isObject } from '../../../world/model.ts'
import { type GraphAnswer, type GraphContext, type Item, noContent, type WriteContext } from '../../call.ts'
import { badRequest, GraphError } from '../../errors.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'
import { auditPolicy } from './policy-audit.ts'

const NAME = 'identitySecurityDefaultsEnforcementPolicy'
const TEMPLATE = `/policies/${NAME}`

function read(context: GraphContext): GraphAnswer {
  const properties = context.tenancy.protection.policies.of(NAME)
  const item: Item = { id: String(properties.id), kind: NAME, properties }
  return single(context, item, `policies/${NAME}`)
}

/** learn.microsoft.com/graph/api/identitysecuritydefaultsenforcementpolicy-update: not beside enabled policies. */
function update(context: WriteContext): GraphAnswer {
  const { policies, access } = context.tenancy.protection
  const isEnabled = isObject(context.call.body) ? context.call.body.isEnabled : undefined
  if (typeof isEnabled !== 'boolean') throw badRequest("The property 'isEnabled' is required.")
  if (isEnabled && access.hasEnabledPolicy()) {
    const message = 'Security defaults cannot be enabled while Conditional Access policies are enabled in the tenant.'
    throw new GraphError(400, 'BadRequest', message)
  }
  const before = policies.of(NAME)
  const after = { ...before, isEnabled }
  policies.set(NAME, after)
  const activity = { activity: 'Update security defaults', category: 'Policy', service: 'Conditional Access' }
  auditPolicy(context, activity, before, after)
  return noContent()
}

export const securityDefaultsRoutes: readonly Route[] = [
  { method: 'GET', template: TEMPLATE, answer: read },
  {
    method: 'PATCH',
    template: TEMPLATE,
    permissions: {
      application: ['Policy.ReadWrite.SecurityDefaults'],
      delegated: ['Policy.ReadWrite.SecurityDefaults'],
    },
    request: `#/$defs/microsoft.graph.${NAME}`,
    write: update,
  },
]
