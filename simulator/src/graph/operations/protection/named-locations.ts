import { isIPv4, isIPv6 } from 'node:net'
import { isoSeconds } from '../../../world/clock.ts'
import { isObject, type Json, type Properties } from '../../../world/model.ts'
import { textsIn } from '../../../world/protection/access-evaluation.ts'
import type { AccessObject } from '../../../world/protection/conditional-access.ts'
import { type GraphAnswer, type GraphContext, noContent, type WriteContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import { arraySequence, contextUrl, list } from '../../listing.ts'
import { requirePremium } from '../../premium.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'
import { auditAccess } from './access-audit.ts'
import { ACCESS_WRITERS, accessItem, namedAccess, needAccessRight } from './access-object.ts'

const CONTEXT = 'identity/conditionalAccess/namedLocations'
const TEMPLATE = '/identity/conditionalAccess/namedLocations'
const EACH = `${TEMPLATE}/{namedLocation-id}`
const TYPE = '#/$defs/microsoft.graph.namedLocation!any'

const refused = (message: string) => new GraphError(400, 'BadRequest', message)

function locations(context: GraphContext): GraphAnswer {
  requirePremium(context)
  const items = [...context.tenancy.protection.access.locations.values()].map(accessItem)
  return list(context, { sequence: arraySequence(items), kind: 'namedLocation', mixed: true, contextName: CONTEXT })
}

function oneLocation(context: GraphContext): GraphAnswer {
  requirePremium(context)
  const location = namedAccess(context, context.tenancy.protection.access.locations)
  return single(context, accessItem(location), CONTEXT, true)
}

/** What each kind is when nothing else is said. */
const DEFAULTS = {
  ipNamedLocation: { isTrusted: false },
  countryNamedLocation: { countryLookupMethod: 'clientIpAddress', includeUnknownCountriesAndRegions: false },
} as const

function kindOf(said: Properties): keyof typeof DEFAULTS {
  if (said['@odata.type'] === '#microsoft.graph.ipNamedLocation') return 'ipNamedLocation'
  if (said['@odata.type'] === '#microsoft.graph.countryNamedLocation') return 'countryNamedLocation'
  throw refused(
    "The property '@odata.type' must be '#microsoft.graph.ipNamedLocation' or '#microsoft.graph.countryNamedLocation'.",
  )
}

function settable(said: Properties): Properties {
  const { id: _, createdDateTime: __, modifiedDateTime: ___, '@odata.type': ____, ...rest } = said
  return rest
}

function checkLocation(kind: AccessObject['kind'], properties: Properties): void {
  if (typeof properties.displayName !== 'string' || properties.displayName === '')
    throw refused("The property 'displayName' is required.")
  if (kind === 'countryNamedLocation') {
    const countries = textsIn(properties, 'countriesAndRegions')
    if (countries.length === 0) throw refused("The property 'countriesAndRegions' is required.")
    const wrong = countries.find((country) => !/^[A-Z]{2}$/.test(country))
    if (wrong !== undefined) throw refused(`'${wrong}' is not a two-letter country code of ISO 3166-1.`)
    return
  }
  const ranges = Array.isArray(properties.ipRanges) ? properties.ipRanges : []
  if (ranges.length === 0) throw refused("The property 'ipRanges' is required.")
  if (!ranges.every(isRange)) throw refused("Every one of 'ipRanges' must be an address range with its '@odata.type'.")
}

/** learn.microsoft.com/graph/api/resources/ipnamedlocation: CIDR notation, IPv4 from /8, IPv6 from /8. */
function isRange(range: Json): boolean {
  if (!isObject(range)) return false
  const [address = '', bits = ''] = String(range.cidrAddress ?? '').split('/')
  const isNumber = /^\d+$/.test(bits) && Number(bits) >= 8
  if (range['@odata.type'] === '#microsoft.graph.iPv4CidrRange')
    return isIPv4(address) && isNumber && Number(bits) <= 32
  return range['@odata.type'] === '#microsoft.graph.iPv6CidrRange' && isIPv6(address) && isNumber && Number(bits) <= 128
}

function create(context: WriteContext): GraphAnswer {
  needAccessRight(context)
  const said = isObject(context.call.body) ? context.call.body : {}
  const kind = kindOf(said)
  const made = { createdDateTime: isoSeconds(context.now), modifiedDateTime: isoSeconds(context.now) }
  const properties = { ...DEFAULTS[kind], ...settable(said), ...made }
  checkLocation(kind, properties)
  const location: AccessObject = { id: context.random.guid(), kind, properties }
  context.tenancy.protection.access.put(location)
  auditAccess(context, 'Add', undefined, location)
  const body = {
    '@odata.context': contextUrl(context, `${CONTEXT}/$entity`),
    '@odata.type': `#microsoft.graph.${kind}`,
    ...accessItem(location).properties,
  }
  return { status: 201, headers: {}, body }
}

function update(context: WriteContext): GraphAnswer {
  const before = namedAccess(context, context.tenancy.protection.access.locations)
  needAccessRight(context)
  const said = isObject(context.call.body) ? context.call.body : {}
  if (kindOf(said) !== before.kind) throw refused('The type of a named location cannot be changed.')
  const properties = { ...before.properties, ...settable(said), modifiedDateTime: isoSeconds(context.now) }
  checkLocation(before.kind, properties)
  const after = { ...before, properties }
  context.tenancy.protection.access.put(after)
  auditAccess(context, 'Update', before, after)
  return noContent()
}

/** learn.microsoft.com/graph/api/ipnamedlocation-delete: a trusted one must first be made untrusted. */
function remove(context: WriteContext): GraphAnswer {
  const { access } = context.tenancy.protection
  const before = namedAccess(context, access.locations)
  needAccessRight(context)
  if (before.properties.isTrusted === true)
    throw refused('The named location is trusted: set isTrusted to false before it is deleted.')
  const user = [...access.policies.values()].find((policy) => names(policy, before.id))
  if (user) throw refused(`The named location is used by the policy '${user.properties.displayName}'.`)
  access.locations.delete(before.id)
  auditAccess(context, 'Delete', before, undefined)
  return noContent()
}

function names({ properties: { conditions } }: AccessObject, locationId: string): boolean {
  const places = isObject(conditions) && isObject(conditions.locations) ? conditions.locations : {}
  return [...textsIn(places, 'includeLocations'), ...textsIn(places, 'excludeLocations')].includes(locationId)
}

const writes = { service: 'identityProtection', permissions: ACCESS_WRITERS } as const

/** learn.microsoft.com/graph/api/resources/namedlocation; needs Entra ID P1. */
export const namedLocationRoutes: readonly Route[] = [
  { method: 'GET', template: TEMPLATE, service: 'identityProtection', answer: locations },
  { method: 'GET', template: EACH, service: 'identityProtection', answer: oneLocation },
  { method: 'POST', template: TEMPLATE, ...writes, request: TYPE, response: TYPE, write: create },
  { method: 'PATCH', template: EACH, ...writes, request: TYPE, write: update },
  { method: 'DELETE', template: EACH, ...writes, write: remove },
]
