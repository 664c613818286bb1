import { isObject, type Properties } from '../../../world/model.ts'
import { patched } from '../../../world/protection/policies.ts'
import { type GraphAnswer, type GraphContext, type Item, noContent, parameter, type WriteContext } from '../../call.ts'
import { schemaErrors } from '../../contract.ts'
import { badRequest, notFound } from '../../errors.ts'
import { contextUrl } from '../../listing.ts'
import type { Accepted, Route } from '../../route.ts'
import { single } from '../single.ts'
import { auditPolicy } from './policy-audit.ts'

const NAME = 'authenticationMethodsPolicy'
const TEMPLATE = `/policies/${NAME}`
const EACH = `${TEMPLATE}/authenticationMethodConfigurations/{authenticationMethodConfiguration-id}`

const READERS: Accepted = {
  application: ['Policy.Read.All', 'Policy.Read.AuthenticationMethod', 'Policy.ReadWrite.AuthenticationMethod'],
  delegated: ['Policy.Read.All', 'Policy.Read.AuthenticationMethod', 'Policy.ReadWrite.AuthenticationMethod'],
}
const WRITERS: Accepted = {
  application: ['Policy.ReadWrite.AuthenticationMethod'],
  delegated: ['Policy.ReadWrite.AuthenticationMethod'],
}

const ACTIVITY = {
  activity: 'Authentication Methods Policy Update',
  category: 'ApplicationManagement',
  service: 'Authentication Methods',
}

function read(context: GraphContext): GraphAnswer {
  const properties = context.tenancy.protection.policies.authenticationMethodsPolicy()
  const item: Item = { id: NAME, kind: NAME, properties }
  return single(context, item, NAME)
}

/** What can be set of the policy as such; each method has an address of its own. */
const SETTABLE = ['policyMigrationState', 'reconfirmationInDays', 'registrationEnforcement']

/** learn.microsoft.com/graph/api/authenticationmethodspolicy-update. */
function update(context: WriteContext): GraphAnswer {
  const { policies } = context.tenancy.protection
  const said = bodyOf(context)
  const fixed = Object.keys(said).find((name) => !SETTABLE.includes(name) && !name.startsWith('@'))
  if (fixed !== undefined) throw badRequest(`The property '${fixed}' cannot be updated.`)
  const before = policies.of(NAME)
  const after = patched(before, said)
  policies.set(NAME, after)
  policies.methodsChanged(context.now)
  auditPolicy(context, ACTIVITY, before, after)
  return noContent()
}

function namedConfiguration(context: GraphContext): Properties {
  const found = context.tenancy.protection.policies.configuration(parameter(context))
  if (!found) throw notFound(parameter(context))
  return found
}

function readConfiguration(context: GraphContext): GraphAnswer {
  const configuration = namedConfiguration(context)
  const contextName = `authenticationMethodConfigurations/$entity`
  return { status: 200, headers: {}, body: { '@odata.context': contextUrl(context, contextName), ...configuration } }
}

/**
 * learn.microsoft.com/graph/api/fido2authenticationmethodconfiguration-update and its like. `includeTargets` are taken and
 * not answered: the contract's types do not have them.
 */
function updateConfiguration(context: WriteContext): GraphAnswer {
  const { policies } = context.tenancy.protection
  const before = namedConfiguration(context)
  const { includeTargets: _, 'includeTargets@odata.context': __, ...said } = bodyOf(context)
  if (said['@odata.type'] !== before['@odata.type'])
    throw badRequest(`The property '@odata.type' must be '${before['@odata.type']}'.`)
  const [error] = schemaErrors(`#/$defs/${String(before['@odata.type']).slice(1)}`, said)
  if (error)
    throw badRequest(`Invalid value specified for property '${error.instancePath.slice(1)}': ${error.message ?? ''}.`)
  const after = { ...patched(before, said), id: before.id ?? '' }
  policies.setConfiguration(after)
  policies.methodsChanged(context.now)
  auditPolicy(context, ACTIVITY, before, after)
  return noContent()
}

const bodyOf = ({ call }: WriteContext): Properties => (isObject(call.body) ? call.body : {})

/** learn.microsoft.com/graph/api/resources/authenticationmethodspolicy. */
export const authenticationMethodsPolicyRoutes: readonly Route[] = [
  { method: 'GET', template: TEMPLATE, answer: read },
  {
    method: 'PATCH',
    template: TEMPLATE,
    permissions: WRITERS,
    request: `#/$defs/microsoft.graph.${NAME}`,
    write: update,
  },
  {
    method: 'GET',
    template: EACH,
    permissions: READERS,
    response: '#/$defs/microsoft.graph.authenticationMethodConfiguration!any',
    answer: readConfiguration,
  },
  { method: 'PATCH', template: EACH, permissions: WRITERS, write: updateConfiguration },
]
