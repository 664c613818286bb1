import { grantScopes } from '../assignments.ts'
import { isoSeconds } from '../clock.ts'
import { giveAdminConsent, putServicePrincipal, resourceOf } from '../consent.ts'
import { BadInput } from '../input.ts'
import type { World } from '../world.ts'
import { type Mutation, userIn } from './mutation.ts'

export const adminConsent: Mutation = {
  name: 'admin-consent',
  summary: 'Consent for the whole tenancy to `appId`, given by the administrator `by`',
  apply({ world, tenancy, now }, input) {
    const registration = registered(world, input.text('appId'))
    input.optionalText('by')
    input.done()
    return { servicePrincipalId: giveAdminConsent(tenancy, registration, now).id }
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
    return { id: grantScopes(tenancy, putServicePrincipal(tenancy, registration), resource, scopes, user).id }
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

function registered(world: World, appId: string) {
  const registration = world.registrations.get(appId.toLowerCase())
  if (!registration) throw new BadInput(`No application ${appId} is registered`)
  return registration
}
