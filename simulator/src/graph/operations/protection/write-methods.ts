import { isoSeconds } from '../../../world/clock.ts'
import { type Entity, isObject, type Properties } from '../../../world/model.ts'
import { type AuthenticationMethod, FIXED_IDS, PHONE_TYPES } from '../../../world/protection/method.ts'
import { type GraphAnswer, noContent, type WriteContext } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import { contextUrl } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { named } from '../single.ts'
import { methodItem, methodsContext, namedMethod } from './authentication-methods.ts'
import { auditSecurityInfo } from './method-audit.ts'
import { METHOD_WRITERS } from './method-permissions.ts'
import { needMethodRight } from './method-rights.ts'
import { passPeriod } from './temporary-access-pass.ts'

/** The person whose methods are changed. */
function owner(context: WriteContext): Entity {
  const user = named(context, 'user')
  needMethodRight(context, user, 'change')
  return user
}

const bodyOf = ({ call }: WriteContext): Properties => (isObject(call.body) ? call.body : {})

/** Registers a method and answers it with what only its making tells. */
function register(context: WriteContext, user: Entity, segment: string, method: AuthenticationMethod): GraphAnswer {
  context.tenancy.protection.methods.put(user, method)
  auditSecurityInfo(context, user, 'registered')
  const body = {
    '@odata.context': contextUrl(context, `${methodsContext(user, segment)}/$entity`),
    ...methodItem(method, context.now).properties,
  }
  return { status: 201, headers: {}, body }
}

const PHONE_NUMBER = /^\+\d{1,3} \d{4,14}(x\d{1,8})?$/

function readPhone(given: Properties): { phoneNumber: string; phoneType: (typeof PHONE_TYPES)[number] } {
  const phoneType = PHONE_TYPES.find((type) => type === given.phoneType)
  if (!phoneType) throw badRequest(`The property 'phoneType' must be one of ${PHONE_TYPES.join(', ')}.`)
  if (typeof given.phoneNumber !== 'string' || !PHONE_NUMBER.test(given.phoneNumber))
    throw badRequest("The property 'phoneNumber' must have the format '+{country code} {number}x{extension}'.")
  return { phoneNumber: given.phoneNumber, phoneType }
}

/** learn.microsoft.com/graph/api/authentication-post-phonemethods: one phone of each type, the alternate after the first. */
function addPhone(context: WriteContext): GraphAnswer {
  const user = owner(context)
  const phone = readPhone(bodyOf(context))
  const id = FIXED_IDS[phone.phoneType]
  const present = context.tenancy.protection.methods.of(user).map((method) => method.id)
  if (present.includes(id)) throw badRequest(`A phone of the type '${phone.phoneType}' is already registered.`)
  if (phone.phoneType === 'alternateMobile' && !present.includes(FIXED_IDS.mobile))
    throw badRequest("A phone of the type 'mobile' must be registered before one of the type 'alternateMobile'.")
  const smsSignInState = phone.phoneType === 'mobile' ? 'notAllowedByPolicy' : 'notSupported'
  const properties = { createdDateTime: isoSeconds(context.now), ...phone, smsSignInState }
  return register(context, user, 'phoneMethods', { id, kind: 'phoneAuthenticationMethod', properties })
}

/** learn.microsoft.com/graph/api/phoneauthenticationmethod-update: the number; the type of a phone stays. */
function updatePhone(context: WriteContext): GraphAnswer {
  const user = owner(context)
  const known = namedMethod(context, user, 'phoneAuthenticationMethod')
  const { phoneNumber, phoneType } = readPhone({ ...known.properties, ...bodyOf(context) })
  if (phoneType !== known.properties.phoneType) throw badRequest("The property 'phoneType' cannot be changed.")
  return replace(context, user, { ...known, properties: { ...known.properties, phoneNumber } })
}

function readAddress(given: Properties): string {
  if (typeof given.emailAddress === 'string' && /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(given.emailAddress))
    return given.emailAddress
  throw badRequest("The property 'emailAddress' must be an address.")
}

/** learn.microsoft.com/graph/api/authentication-post-emailmethods: one address, for resetting one's own password. */
function addEmail(context: WriteContext): GraphAnswer {
  const user = owner(context)
  const emailAddress = readAddress(bodyOf(context))
  if (context.tenancy.protection.methods.of(user).some(({ id }) => id === FIXED_IDS.email))
    throw badRequest('An email authentication method is already registered.')
  const properties = { createdDateTime: isoSeconds(context.now), emailAddress }
  const kind = 'emailAuthenticationMethod'
  return register(context, user, 'emailMethods', { id: FIXED_IDS.email, kind, properties })
}

function updateEmail(context: WriteContext): GraphAnswer {
  const user = owner(context)
  const known = namedMethod(context, user, 'emailAuthenticationMethod')
  const emailAddress = readAddress(bodyOf(context))
  return replace(context, user, { ...known, properties: { ...known.properties, emailAddress } })
}

function replace(context: WriteContext, user: Entity, method: AuthenticationMethod): GraphAnswer {
  context.tenancy.protection.methods.put(user, method)
  auditSecurityInfo(context, user, 'updated')
  return noContent()
}

/**
 * learn.microsoft.com/graph/api/authentication-post-temporaryaccesspassmethods: one that is good at a time, within what the
 * authentication methods policy allows. Its text is told once.
 */
function addPass(context: WriteContext): GraphAnswer {
  const user = owner(context)
  const policy = context.tenancy.protection.policies.configuration('TemporaryAccessPass') ?? {}
  if (policy.state !== 'enabled')
    throw badRequest('Temporary Access Pass cannot be added because it is not enabled by the policy of the tenant.')
  const given = bodyOf(context)
  const lifetimeInMinutes = given.lifetimeInMinutes ?? policy.defaultLifetimeInMinutes ?? 60
  const [least, most] = [Number(policy.minimumLifetimeInMinutes), Number(policy.maximumLifetimeInMinutes)]
  if (Number(lifetimeInMinutes) < least || Number(lifetimeInMinutes) > most)
    throw badRequest(`The property 'lifetimeInMinutes' must be between ${least} and ${most}, as the policy says.`)
  if (policy.isUsableOnce === true && given.isUsableOnce === false)
    throw badRequest('Only a one-time Temporary Access Pass is allowed by the policy of the tenant.')
  const startDateTime = given.startDateTime ?? isoSeconds(context.now)
  if (Date.parse(String(startDateTime)) < context.now - 60_000)
    throw badRequest("The property 'startDateTime' must not be in the past.")
  const kind = 'temporaryAccessPassAuthenticationMethod'
  const known = context.tenancy.protection.methods.of(user).find((method) => method.kind === kind)
  if (known && passPeriod(known.properties).to > context.now)
    throw badRequest('A Temporary Access Pass is already registered; delete it before another one is added.')
  if (known) context.tenancy.protection.methods.remove(user, known.id)
  const properties = {
    createdDateTime: isoSeconds(context.now),
    isUsableOnce: given.isUsableOnce ?? policy.isUsableOnce ?? false,
    lifetimeInMinutes,
    startDateTime,
  }
  const method = { id: context.random.guid(), kind, properties } as const
  const temporaryAccessPass = passText(context, Number(policy.defaultLength ?? 8))
  const answer = register(context, user, 'temporaryAccessPassMethods', method)
  return isObject(answer.body) ? { ...answer, body: { ...answer.body, temporaryAccessPass } } : answer
}

const CHARACTERS = [...'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789+*#@&$']

const passText = ({ random }: WriteContext, length: number) =>
  Array.from({ length }, () => random.pick(CHARACTERS)).join('')

const route = (
  method: 'POST' | 'PATCH',
  path: string,
  kind: string,
  write: (c: WriteContext) => GraphAnswer,
): Route => ({
  method,
  template: `/users/{user-id}/authentication/${path}`,
  permissions: METHOD_WRITERS,
  request: `#/$defs/microsoft.graph.${kind}`,
  ...(method === 'POST' ? { response: `#/$defs/microsoft.graph.${kind}` } : {}),
  write,
})

/** Methods that an administrator can register for somebody: the others need the person's own device. */
export const methodWriteRoutes: readonly Route[] = [
  route('POST', 'phoneMethods', 'phoneAuthenticationMethod', addPhone),
  route('PATCH', 'phoneMethods/{phoneAuthenticationMethod-id}', 'phoneAuthenticationMethod', updatePhone),
  route('POST', 'emailMethods', 'emailAuthenticationMethod', addEmail),
  route('PATCH', 'emailMethods/{emailAuthenticationMethod-id}', 'emailAuthenticationMethod', updateEmail),
  route('POST', 'temporaryAccessPassMethods', 'temporaryAccessPassAuthenticationMethod', addPass),
]
