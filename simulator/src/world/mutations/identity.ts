import type { Registration } from '../../identity-port.ts'
import { userActor } from '../actor.ts'
import { grantScopes } from '../assignments.ts'
import { isoSeconds } from '../clock.ts'
import { giveAdminConsent, putServicePrincipal, resourceOf } from '../consent.ts'
import { consentActivity } from '../consent-audit.ts'
import { BadInput, type Input } from '../input.ts'
import type { Entity } from '../model.ts'
import type { World } from '../world.ts'
import { type Mutation, userIn } from './mutation.ts'

export const adminConsent: Mutation = {
  name: 'admin-consent',
  summary:
    'Consent for the whole tenancy to `appId`, given by the administrator `by`: to all that is registered, or to `scopes` (`resourceAppId`, `scopes`)',
  apply({ world, tenancy, now }, input) {
    const registration = registered(world, input.text('appId'))
    const by = input.optionalText('by')
    const granted = input.has('scopes') ? input.objects('scopes').map(readNamed) : registration.requiredResourceAccess
    input.done()
    const administrator = by === undefined ? undefined : tenancy.findOf('user', by)
    const principal = actedBy(world, administrator, () => giveAdminConsent(tenancy, registration, now, granted))
    const isAppOnly = granted.every(({ scopes }) => scopes.length === 0)
    const permissions = granted.flatMap(({ roles, scopes }) => [...scopes, ...roles])
    world.audit(tenancy, consentActivity(principal, { isAdminConsent: true, isAppOnly, permissions }))
    return { servicePrincipalId: principal.id }
  },
}

export const userConsent: Mutation = {
  name: 'user-consent',
  summary: 'One person’s consent: `user`, `appId`, `resourceAppId`, `scopes`',
  apply({ world, tenancy }, input) {
    const registration = registered(world, input.text('appId'))
    const user = userIn(tenancy, input)
    const resource = resourceOf(tenancy, input.text('resourceAppId'))
    const scopes = input.texts('scopes')
    input.done()
    const principal = actedBy(world, user, () => putServicePrincipal(tenancy, registration))
    const grant = grantScopes(tenancy, principal, resource, scopes, user)
    world.audit(tenancy, consentActivity(principal, { isAdminConsent: false, isAppOnly: false, permissions: scopes }))
    return { id: grant.id }
  },
}

export const signIn: Mutation = {
  name: 'sign-in',
  summary: 'Writes a sign-in of `user` to `appId` for `resourceAppId` into the history',
  apply({ tenancy, random, now }, input) {
    const user = userIn(tenancy, input)
    const entry = {
      id: random.guid(),
      at: now,
      userId: user.id,
      appId: input.text('appId'),
      resourceAppId: input.text('resourceAppId'),
      interactive: input.flag('interactive', true),
      errorCode: input.optionalNumber('errorCode') ?? 0,
    }
    input.done()
    tenancy.signIns.record(entry)
    return { id: entry.id }
  },
}

export const setPassword: Mutation = {
  name: 'set-password',
  summary:
    'Sets the `password` of `user`; `mustChange` at the next sign-in. By an `administrator` (default) it ends sessions, by the `user` it does not',
  apply({ tenancy, now }, input) {
    const user = userIn(tenancy, input)
    const password = input.text('password')
    const mustChange = input.flag('mustChange', false)
    const by = input.oneOf('by', ['administrator', 'user'], 'administrator')
    input.done()
    tenancy.passwords.set(user.id, password, mustChange)
    const at = isoSeconds(now)
    const ended = by === 'administrator' ? { signInSessionsValidFromDateTime: at } : {}
    tenancy.update(user, { lastPasswordChangeDateTime: at, ...ended })
    return { id: user.id }
  },
}

export const revokeSessions: Mutation = {
  name: 'revoke-sessions',
  summary: 'Refresh tokens of `user` issued before now are no longer accepted',
  apply({ tenancy, now }, input) {
    const user = userIn(tenancy, input)
    input.done()
    tenancy.update(user, { signInSessionsValidFromDateTime: isoSeconds(now) })
    return { id: user.id }
  },
}

/** Does what follows as the person who consents, where it is known who. */
function actedBy<T>(world: World, person: Entity | undefined, work: () => T): T {
  return person ? world.actingAs(userActor(person), work) : work()
}

function readNamed(input: Input): Registration['requiredResourceAccess'][number] {
  const named = { resourceAppId: input.text('resourceAppId').toLowerCase(), roles: [], scopes: input.texts('scopes') }
  input.done()
  return named
}

function registered(world: World, appId: string) {
  const registration = world.registrations.get(appId.toLowerCase())
  if (!registration) throw new BadInput(`No application ${appId} is registered`)
  return registration
}
