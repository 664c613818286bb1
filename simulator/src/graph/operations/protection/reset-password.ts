import { auditTarget } from '../../../world/audit-activities.ts'
import { isoSeconds } from '../../../world/clock.ts'
import { type Entity, isObject, textOf } from '../../../world/model.ts'
import { FIXED_IDS } from '../../../world/protection/method.ts'
import { progressOf } from '../../../world/protection/password-resets.ts'
import { VERDICTS } from '../../../world/protection/risk.ts'
import type { Random } from '../../../world/random.ts'
import { type GraphAnswer, type GraphContext, parameter, type WriteContext } from '../../call.ts'
import { badRequest, notFound } from '../../errors.ts'
import { contextUrl } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { checkPassword } from '../directory/password-rules.ts'
import { named } from '../single.ts'
import { namedMethod } from './authentication-methods.ts'
import { RESETTERS } from './method-permissions.ts'
import { needMethodRight, requestDenied } from './method-rights.ts'

/**
 * learn.microsoft.com/graph/api/authenticationmethod-resetpassword: for a person who signed in, on somebody else. The
 * password is good for choosing the next one only.
 */
function resetPassword(context: WriteContext): GraphAnswer {
  const user = named(context, 'user')
  if (namedMethod(context, user).id !== FIXED_IDS.password)
    throw badRequest('Only the password of a user can be reset.')
  if (context.token.userObjectId === user.id) throw requestDenied()
  needMethodRight(context, user, 'change')
  const given = isObject(context.call.body) ? context.call.body.newPassword : undefined
  const chosen = typeof given === 'string' ? given : undefined
  if (chosen === undefined && user.properties.onPremisesSyncEnabled === true)
    throw badRequest("The property 'newPassword' is required for a user whose password is synchronised.")
  if (chosen !== undefined) checkPassword(chosen, textOf(user, 'userPrincipalName') ?? '')
  const password = chosen ?? generatedPassword(context.random)
  const id = context.random.guid()
  apply(context, user, password)
  context.tenancy.protection.resets.set(id, { id, userId: user.id, at: context.now })
  const Location = `${context.call.origin}/v1.0/users/${user.id}/authentication/operations/${id}`
  if (chosen !== undefined) return { status: 202, headers: { Location }, body: {} }
  const type = contextUrl(context, 'microsoft.graph.passwordResetResponse')
  return { status: 202, headers: { Location }, body: { '@odata.context': type, newPassword: password } }
}

function apply(context: WriteContext, user: Entity, password: string): void {
  const { tenancy, world, now, token } = context
  const activity = { category: 'UserManagement', operationType: 'Update', targets: [auditTarget(user)] }
  world.audit(tenancy, { ...activity, activity: 'Admin started password reset', service: 'Authentication Methods' })
  tenancy.passwords.set(user.id, password, true)
  const at = isoSeconds(now)
  tenancy.update(user, { lastPasswordChangeDateTime: at, signInSessionsValidFromDateTime: at })
  world.audit(tenancy, { ...activity, activity: 'Reset user password' })
  const risk = tenancy.protection.risk.user(user.id)
  if (risk?.riskState === 'atRisk')
    tenancy.protection.risk.decide(user.id, VERDICTS.newPassword, now, token.userObjectId)
}

/** In the pattern of those that the service makes: two syllables and four digits. */
function generatedPassword(random: Random): string {
  const syllable = () => random.pick([...'bcdfghjklmnpqrstvwxz']) + random.pick([...'aeiou'])
  const [first, second] = [syllable(), syllable()]
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}${second}${random.between(1000, 9999)}`
}

/** learn.microsoft.com/graph/api/longrunningoperation-get: where a reset stands, by the clock. */
function operation(context: GraphContext): GraphAnswer {
  const user = named(context, 'user')
  const reset = context.tenancy.protection.resets.get(parameter(context, 1))
  if (reset?.userId !== user.id) throw notFound(parameter(context, 1))
  needMethodRight(context, user, 'read')
  const { status, lastActionAt } = progressOf(reset, context.world.now())
  const body = {
    '@odata.context': contextUrl(context, `users('${user.id}')/authentication/operations/$entity`),
    id: reset.id,
    createdDateTime: isoSeconds(reset.at),
    lastActionDateTime: isoSeconds(lastActionAt),
    resourceLocation: `${context.call.origin}/v1.0/users/${user.id}/authentication/methods/${FIXED_IDS.password}`,
    status,
    statusDetail: null,
  }
  return { status: 200, headers: {}, body }
}

export const resetPasswordRoutes: readonly Route[] = [
  {
    method: 'POST',
    template: '/users/{user-id}/authentication/methods/{authenticationMethod-id}/resetPassword',
    write: resetPassword,
  },
  {
    method: 'GET',
    template: '/users/{user-id}/authentication/operations/{longRunningOperation-id}',
    permissions: RESETTERS,
    answer: operation,
  },
]
