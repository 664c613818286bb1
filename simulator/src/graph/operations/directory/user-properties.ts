import type { Entity, Json, Properties } from '../../../world/model.ts'
import { isVerifiedDomain } from '../../../world/verified-domains.ts'
import type { GraphContext } from '../../call.ts'
import { NOT_ON_LISTS } from '../../defaults.ts'
import { badRequest, notImplemented } from '../../errors.ts'
import { alreadyExists, invalidValue } from './body.ts'

/** What the service sets by itself (learn.microsoft.com/graph/api/resources/user, "Read-only"). */
export const READ_ONLY: ReadonlySet<string> = new Set([
  'assignedLicenses',
  'assignedPlans',
  'authorizationInfo',
  'createdDateTime',
  'creationType',
  'deletedDateTime',
  'externalUserStateChangeDateTime',
  'id',
  'imAddresses',
  'isManagementRestricted',
  'lastPasswordChangeDateTime',
  'legalAgeGroupClassification',
  'licenseAssignmentStates',
  'onPremisesDistinguishedName',
  'onPremisesDomainName',
  'onPremisesLastSyncDateTime',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'onPremisesUserPrincipalName',
  'provisionedPlans',
  'proxyAddresses',
  'securityIdentifier',
  'serviceProvisioningErrors',
  'signInActivity',
  'signInSessionsValidFromDateTime',
])

/** What stays the cloud's to set on a person who is synchronised from on-premises (hybrid/connect, attributes synchronized). */
const CLOUD_MASTERED: ReadonlySet<string> = new Set([
  'accountEnabled',
  'ageGroup',
  'consentProvidedForMinor',
  'customSecurityAttributes',
  'employeeLeaveDateTime',
  'externalUserState',
  'otherMails',
  'passwordPolicies',
  'passwordProfile',
  'preferredDataLocation',
  'usageLocation',
  'userType',
])

/** Refuses to change here what is mastered in the organisation's own directory. */
export function refuseMasteredElsewhere(user: Entity, sent: Properties): void {
  const isSynced = user.properties.onPremisesSyncEnabled === true
  if (!isSynced || Object.keys(sent).every((name) => CLOUD_MASTERED.has(name))) return
  throw badRequest(
    'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
  )
}

/** Checks the values of a new or changed person; `user` is undefined for a new one. */
export function checkUserValues(context: GraphContext, sent: Properties, user: Entity | undefined): void {
  if (Object.keys(sent).some((name) => NOT_ON_LISTS.has(name))) throw notImplemented()
  for (const name of ['displayName', 'accountEnabled', 'mailNickname'])
    if (sent[name] === null || sent[name] === '') throw invalidValue(name, 'User')
  if (sent.userPrincipalName !== undefined) checkUserPrincipalName(context, sent.userPrincipalName, user)
  if (typeof sent.mailNickname === 'string' && !NICKNAME.test(sent.mailNickname))
    throw invalidValue('mailNickname', 'User')
  if (typeof sent.usageLocation === 'string' && !/^[A-Z]{2}$/.test(sent.usageLocation))
    throw invalidValue('usageLocation', 'User')
  if (Array.isArray(sent.businessPhones) && sent.businessPhones.length > 1) throw invalidValue('businessPhones', 'User')
}

const NICKNAME = /^[\x21-\x7e]{1,64}$/
const NAME = /^[A-Za-z0-9'._!#^~+-]{1,64}@([A-Za-z0-9.-]{1,48})$/

/** The name somebody signs in with: well formed, in a verified domain, nobody else's. */
export function checkUserPrincipalName({ tenancy }: GraphContext, name: Json, user: Entity | undefined): void {
  const domain = typeof name === 'string' ? NAME.exec(name)?.[1] : undefined
  if (typeof name !== 'string' || domain === undefined) throw badRequest('Property userPrincipalName is invalid.')
  if (!isVerifiedDomain(tenancy.profile, domain))
    throw badRequest(
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    )
  const holder = tenancy.findByKey('user', name)
  if (holder && holder !== user) throw alreadyExists('userPrincipalName')
}
