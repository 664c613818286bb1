import type { Entity } from '../../../world/model.ts'
import type { AuthenticationMethod, MethodKind } from '../../../world/protection/method.ts'
import { type GraphAnswer, type GraphContext, type Item, noContent, parameter, type WriteContext } from '../../call.ts'
import { notFound } from '../../errors.ts'
import { arraySequence, list } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { named, single } from '../single.ts'
import { auditSecurityInfo } from './method-audit.ts'
import { METHOD_READERS, METHOD_WRITERS } from './method-permissions.ts'
import { needMethodRight } from './method-rights.ts'
import { shownPass } from './temporary-access-pass.ts'

/** A collection of methods of one type: its path segment, and what parameter its items have. */
interface TypedCollection {
  readonly segment: string
  readonly kind: MethodKind
  /** Passwords cannot be deleted; the other methods can. */
  readonly deletable: boolean
}

const typed = (segment: string, kind: MethodKind, deletable = true): TypedCollection => ({ segment, kind, deletable })

const COLLECTIONS: readonly TypedCollection[] = [
  typed('passwordMethods', 'passwordAuthenticationMethod', false),
  typed('phoneMethods', 'phoneAuthenticationMethod'),
  typed('microsoftAuthenticatorMethods', 'microsoftAuthenticatorAuthenticationMethod'),
  typed('fido2Methods', 'fido2AuthenticationMethod'),
  typed('windowsHelloForBusinessMethods', 'windowsHelloForBusinessAuthenticationMethod'),
  typed('emailMethods', 'emailAuthenticationMethod'),
  typed('softwareOathMethods', 'softwareOathAuthenticationMethod'),
  typed('temporaryAccessPassMethods', 'temporaryAccessPassAuthenticationMethod'),
]

/** A method as it is answered: what was secret when it was made is not told again. */
export function methodItem(method: AuthenticationMethod, now: number): Item {
  return method.kind === 'temporaryAccessPassAuthenticationMethod'
    ? { ...method, properties: { id: method.id, ...shownPass(method.properties, now) } }
    : { ...method, properties: { id: method.id, ...method.properties } }
}

/** The person of the path, once the caller may see or change their methods. */
function methodsOf(context: GraphContext): { user: Entity; methods: readonly AuthenticationMethod[] } {
  const user = named(context, 'user')
  needMethodRight(context, user, 'read')
  return { user, methods: context.tenancy.protection.methods.of(user) }
}

export const methodsContext = (user: Entity, segment: string) => `users('${user.id}')/authentication/${segment}`

/** The method of the path, of a type where one is given; Graph's 404 otherwise. */
export function namedMethod(context: GraphContext, user: Entity, kind?: MethodKind): AuthenticationMethod {
  const wanted = parameter(context, 1)
  const methods = context.tenancy.protection.methods.of(user)
  const found = methods.find((method) => method.id === wanted && (kind === undefined || method.kind === kind))
  if (!found) throw notFound(wanted)
  return found
}

function listed(context: GraphContext, segment: string, kind?: MethodKind): GraphAnswer {
  const { user, methods } = methodsOf(context)
  const shown = methods.filter((method) => kind === undefined || method.kind === kind)
  return list(context, {
    sequence: arraySequence(shown.map((method) => methodItem(method, context.world.now()))),
    kind: kind ?? 'authenticationMethod',
    mixed: kind === undefined,
    contextName: methodsContext(user, segment),
  })
}

function one(context: GraphContext, segment: string, kind?: MethodKind): GraphAnswer {
  const { user } = methodsOf(context)
  const item = methodItem(namedMethod(context, user, kind), context.world.now())
  return single(context, item, methodsContext(user, segment), kind === undefined)
}

function remove(context: WriteContext, kind: MethodKind): GraphAnswer {
  const user = named(context, 'user')
  needMethodRight(context, user, 'change')
  context.tenancy.protection.methods.remove(user, namedMethod(context, user, kind).id)
  auditSecurityInfo(context, user, 'deleted')
  return noContent()
}

function routesOf({ segment, kind, deletable }: TypedCollection): readonly Route[] {
  const template = `/users/{user-id}/authentication/${segment}`
  const each = `${template}/{${kind}-id}`
  const type = `#/$defs/microsoft.graph.${kind}`
  const reads: readonly Route[] = [
    {
      method: 'GET',
      template,
      permissions: METHOD_READERS,
      answer: (context) => listed(context, segment, kind),
    },
    {
      method: 'GET',
      template: each,
      permissions: METHOD_READERS,
      response: type,
      answer: (context) => one(context, segment, kind),
    },
  ]
  if (!deletable) return reads
  return [
    ...reads,
    { method: 'DELETE', template: each, permissions: METHOD_WRITERS, write: (context) => remove(context, kind) },
  ]
}

/** What people sign in with: learn.microsoft.com/graph/api/resources/authenticationmethods-overview. */
export const authenticationMethodRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/users/{user-id}/authentication/methods',
    answer: (context) => listed(context, 'methods'),
  },
  {
    method: 'GET',
    template: '/users/{user-id}/authentication/methods/{authenticationMethod-id}',
    permissions: METHOD_READERS,
    response: '#/$defs/microsoft.graph.authenticationMethod!any',
    answer: (context) => one(context, 'methods'),
  },
  ...COLLECTIONS.flatMap(routesOf),
]
