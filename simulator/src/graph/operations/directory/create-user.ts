import { isoSeconds } from '../../../world/clock.ts'
import { isObject, type Json, type Properties } from '../../../world/model.ts'
import { setManager } from '../../../world/mutations/move.ts'
import { initialDomain } from '../../../world/verified-domains.ts'
import type { GraphAnswer, WriteContext } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import { referenced } from '../references.ts'
import { bodyOf, created, propertiesSent, refuseReadOnly, requireValues } from './body.ts'
import { needRight } from './caller.ts'
import { checkPassword, mustChange } from './password-rules.ts'
import { checkUserValues, READ_ONLY } from './user-properties.ts'

/** learn.microsoft.com/graph/api/user-post-users. The password goes to the tenancy's passwords and nowhere else. */
export function createUser(context: WriteContext): GraphAnswer {
  const { tenancy, random } = context
  needRight(context, 'createUser')
  const body = bodyOf(context)
  const { passwordProfile, ...sent } = propertiesSent(body)
  refuseReadOnly(sent, READ_ONLY)
  requireValues(sent, ['accountEnabled', 'displayName', 'mailNickname', 'userPrincipalName'], 'User')
  checkUserValues(context, sent, undefined)
  const name = String(sent.userPrincipalName)
  const { password, mustChange } = newPassword(passwordProfile, sent, name)
  const bound = body['manager@odata.bind']
  const manager = typeof bound === 'string' ? referenced(context, bound, ['user']) : undefined
  const user = tenancy.insert('user', random.guid(), {
    ...defaults(context, name),
    ...Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null)),
  })
  tenancy.passwords.set(user.id, password, mustChange)
  if (manager) setManager(tenancy, user, manager)
  return created(context, user, 'users')
}

function defaults({ tenancy, now }: WriteContext, userPrincipalName: string): Properties {
  const identity = {
    issuer: initialDomain(tenancy.profile),
    issuerAssignedId: userPrincipalName,
    signInType: 'userPrincipalName',
  }
  return {
    assignedLicenses: [],
    businessPhones: [],
    createdDateTime: isoSeconds(now),
    identities: [identity],
    lastPasswordChangeDateTime: isoSeconds(now),
    otherMails: [],
    proxyAddresses: [],
    signInSessionsValidFromDateTime: isoSeconds(now),
    userType: 'Member',
  }
}

function newPassword(profile: Json | undefined, sent: Properties, name: string) {
  const password = isObject(profile) ? profile.password : undefined
  if (typeof password !== 'string' || password === '')
    throw badRequest('A password must be specified to create a new user.')
  if (!/DisableStrongPassword/.test(String(sent.passwordPolicies))) checkPassword(password, name)
  return { password, mustChange: mustChange(profile) }
}
