import { isoSeconds } from '../../../world/clock.ts'
import { isObject, type Properties } from '../../../world/model.ts'
import { wholePolicy } from '../../../world/protection/access-policy.ts'
import type { AccessObject } from '../../../world/protection/conditional-access.ts'
import { patched } from '../../../world/protection/policies.ts'
import { STRENGTHS } from '../../../world/protection/strengths.ts'
import { type GraphAnswer, type GraphContext, noContent, type WriteContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import { arraySequence, contextUrl, list } from '../../listing.ts'
import { requirePremium } from '../../premium.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'
import { auditAccess } from './access-audit.ts'
import { ACCESS_WRITERS, accessItem, namedAccess, needAccessRight } from './access-object.ts'
import { checkPolicy } from './check-policy.ts'

const CONTEXT = 'identity/conditionalAccess/policies'
const TEMPLATE = '/identity/conditionalAccess/policies'
const EACH = `${TEMPLATE}/{conditionalAccessPolicy-id}`

/** What only the service writes. */
const READ_ONLY = ['id', 'createdDateTime', 'modifiedDateTime', 'deletedDateTime', 'templateId']

function policies(context: GraphContext): GraphAnswer {
  requirePremium(context)
  const items = [...context.tenancy.protection.access.policies.values()].map(accessItem)
  return list(context, { sequence: arraySequence(items), kind: 'conditionalAccessPolicy', contextName: CONTEXT })
}

function onePolicy(context: GraphContext): GraphAnswer {
  requirePremium(context)
  return single(context, accessItem(namedAccess(context, context.tenancy.protection.access.policies)), CONTEXT)
}

function given({ call }: WriteContext): Properties {
  const said = isObject(call.body) ? call.body : {}
  const settable = Object.entries(said).filter(([name]) => !READ_ONLY.includes(name) && !name.startsWith('@'))
  return Object.fromEntries(settable)
}

function create(context: WriteContext): GraphAnswer {
  needAccessRight(context)
  const said = given(context)
  checkPolicy(context.tenancy, wholePolicy(said))
  const made = { createdDateTime: isoSeconds(context.now), modifiedDateTime: null }
  const policy = policyOf(context.random.guid(), { ...said, ...made })
  refuseBesideDefaults(context, policy)
  context.tenancy.protection.access.put(policy)
  auditAccess(context, 'Add', undefined, policy)
  const body = { '@odata.context': contextUrl(context, `${CONTEXT}/$entity`), ...accessItem(policy).properties }
  return { status: 201, headers: {}, body }
}

function update(context: WriteContext): GraphAnswer {
  const before = namedAccess(context, context.tenancy.protection.access.policies)
  needAccessRight(context)
  const properties = wholePolicy(patched(before.properties, given(context)))
  checkPolicy(context.tenancy, properties)
  const after = policyOf(before.id, { ...properties, modifiedDateTime: isoSeconds(context.now) })
  refuseBesideDefaults(context, after)
  context.tenancy.protection.access.put(after)
  auditAccess(context, 'Update', before, after)
  return noContent()
}

function remove(context: WriteContext): GraphAnswer {
  const before = namedAccess(context, context.tenancy.protection.access.policies)
  needAccessRight(context)
  context.tenancy.protection.access.policies.delete(before.id)
  auditAccess(context, 'Delete', before, undefined)
  return noContent()
}

/** A policy names an authentication strength by its id, and is answered with the whole of it. */
function policyOf(id: string, said: Properties): AccessObject {
  const properties = wholePolicy(said)
  const grant = properties.grantControls
  const named = isObject(grant) && isObject(grant.authenticationStrength) ? grant.authenticationStrength.id : undefined
  const strength = STRENGTHS.find((one) => one.id === named)
  const whole = isObject(grant) && strength ? { grantControls: { ...grant, authenticationStrength: strength } } : {}
  return { id, kind: 'conditionalAccessPolicy', properties: { ...properties, ...whole } }
}

/** Security defaults and enabled policies exclude each other (learn.microsoft.com/entra/fundamentals/security-defaults). */
function refuseBesideDefaults({ tenancy }: WriteContext, { properties }: AccessObject): void {
  const defaults = tenancy.protection.policies.of('identitySecurityDefaultsEnforcementPolicy')
  if (properties.state !== 'enabled' || defaults.isEnabled !== true) return
  const message =
    'Security Defaults is enabled in the tenant. You must disable Security defaults before enabling a Conditional Access policy.'
  throw new GraphError(400, 'BadRequest', message)
}

/** learn.microsoft.com/graph/api/resources/conditionalaccesspolicy; needs Entra ID P1. */
export const conditionalAccessRoutes: readonly Route[] = [
  { method: 'GET', template: TEMPLATE, service: 'identityProtection', answer: policies },
  { method: 'GET', template: EACH, service: 'identityProtection', answer: onePolicy },
  {
    method: 'POST',
    template: TEMPLATE,
    service: 'identityProtection',
    permissions: ACCESS_WRITERS,
    request: '#/$defs/microsoft.graph.conditionalAccessPolicy',
    response: '#/$defs/microsoft.graph.conditionalAccessPolicy',
    write: create,
  },
  {
    method: 'PATCH',
    template: EACH,
    service: 'identityProtection',
    permissions: ACCESS_WRITERS,
    request: '#/$defs/microsoft.graph.conditionalAccessPolicy',
    write: update,
  },
  {
    method: 'DELETE',
    template: EACH,
    service: 'identityProtection',
    permissions: ACCESS_WRITERS,
    write: remove,
  },
]
