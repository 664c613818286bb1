import { isoSeconds } from '../../../world/clock.ts'
import { type Entity, isObject, type Json, textOf } from '../../../world/model.ts'
import { type GraphAnswer, noContent, type WriteContext } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import { named } from '../single.ts'
import { bodyOf, completed, propertiesSent, refuseReadOnly } from './body.ts'
import { needActorRole, needReach, needRight, signedIn } from './caller.ts'
import { checkPassword, mustChange } from './password-rules.ts'
import { needPropertyPermissions, OWN_PROFILE, setsPasswordByGeneralPermission } from './user-permissions.ts'
import { checkUserValues, READ_ONLY, refuseMasteredElsewhere } from './user-properties.ts'

/** Changes that could lock an administrator out or let somebody else in (users, "Sensitive actions"). */
const SENSITIVE: ReadonlySet<string> = new Set([
  'accountEnabled',
  'businessPhones',
  'mobilePhone',
  'onPremisesImmutableId',
  'otherMails',
  'passwordProfile',
  'userPrincipalName',
])

export const updateUser = (context: WriteContext) => changeUser(context, named(context, 'user'))

/** learn.microsoft.com/graph/api/user-update. */
export function changeUser(context: WriteContext, user: Entity): GraphAnswer {
  const { tenancy } = context
  const { passwordProfile, ...sent } = propertiesSent(bodyOf(context))
  const names = [...Object.keys(sent), ...(passwordProfile === undefined ? [] : ['passwordProfile'])]
  needRights(context, user, names)
  refuseReadOnly(sent, READ_ONLY)
  refuseMasteredElsewhere(user, sent)
  checkUserValues(context, sent, user)
  const password = passwordOf(passwordProfile)
  if (password !== undefined && !/DisableStrongPassword/.test(String(user.properties.passwordPolicies)))
    checkPassword(password, textOf(user, 'userPrincipalName') ?? '')
  tenancy.update(user, completed(user, sent))
  if (password !== undefined) resetPassword(context, user, password, mustChange(passwordProfile))
  return noContent()
}

function needRights(context: WriteContext, user: Entity, names: readonly string[]): void {
  const isSelf = signedIn(context) === user
  needPropertyPermissions(context, names, isSelf)
  if (setsPasswordByGeneralPermission(context, names)) needActorRole(context, 'setPassword')
  const others = names.filter((name) => name !== 'passwordProfile')
  if (names.includes('passwordProfile')) needRight(context, 'setPassword')
  if (others.length > 0)
    needRight(context, others.every((name) => OWN_PROFILE.has(name)) ? 'updateOwnProfile' : 'updateUser', user)
  if (!isSelf && names.some((name) => SENSITIVE.has(name))) needReach(context, user)
}

function passwordOf(profile: Json | undefined): string | undefined {
  if (!isObject(profile) || profile.password === undefined || profile.password === null) return undefined
  if (profile.password === '') throw badRequest('The specified password is empty.')
  return String(profile.password)
}

/** A password that somebody else sets ends the person's sessions (graph-facts §1.6). */
function resetPassword({ tenancy, now }: WriteContext, user: Entity, password: string, change: boolean): void {
  tenancy.passwords.set(user.id, password, change)
  tenancy.update(user, {
    lastPasswordChangeDateTime: isoSeconds(now),
    signInSessionsValidFromDateTime: isoSeconds(now),
  })
}
