import { compileMembershipRule } from '../../../world/membership-rule.ts'
import { type Entity, groupKind, type Properties } from '../../../world/model.ts'
import { badRequest } from '../../errors.ts'
import { invalidValue } from './body.ts'

/** What the service sets by itself (learn.microsoft.com/graph/api/resources/group, "Read-only"). */
export const READ_ONLY: ReadonlySet<string> = new Set([
  'assignedLicenses',
  'createdDateTime',
  'deletedDateTime',
  'expirationDateTime',
  'hasMembersWithLicenseErrors',
  'id',
  'infoCatalogs',
  'isArchived',
  'isManagementRestricted',
  'licenseProcessingState',
  'mail',
  'onPremisesDomainName',
  'onPremisesLastSyncDateTime',
  'onPremisesNetBiosName',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'proxyAddresses',
  'renewedDateTime',
  'securityIdentifier',
  'serviceProvisioningErrors',
])

/** Refuses to change a group that Exchange keeps; Graph only reads mail-enabled security groups and distribution lists. */
export function refuseExchangeGroup(group: Entity): void {
  const kind = groupKind(group)
  if (kind === 'mailEnabledSecurity' || kind === 'distribution')
    throw badRequest('Cannot Update a mail-enabled security groups and or distribution list.')
}

/** Up to 64 of ASCII without what an address cannot hold (learn.microsoft.com/graph/api/resources/group, mailNickname). */
const NICKNAME = /^[\x21\x23-\x27\x2a\x2b\x2d-\x39\x3d\x3f\x41-\x5a\x5e-\x7e]{1,64}$/

export const isNickname = (text: string): boolean => NICKNAME.test(text)

/** Checks a group as it would be after a change, or when it is new. */
export function checkGroup(group: Properties, types: readonly string[]): void {
  const isUnified = types.includes('Unified')
  if (types.some((type) => type !== 'Unified' && type !== 'DynamicMembership'))
    throw invalidValue('groupTypes', 'Group')
  if (isUnified ? group.mailEnabled !== true : group.mailEnabled === true || group.securityEnabled !== true)
    throw isUnified ? invalidValue('mailEnabled', 'Group') : noMailEnabledGroups()
  if (typeof group.mailNickname !== 'string' || !isNickname(group.mailNickname))
    throw invalidValue('mailNickname', 'Group')
  if (typeof group.displayName !== 'string' || group.displayName === '' || group.displayName.length > 256)
    throw invalidValue('displayName', 'Group')
  checkVisibility(group, isUnified)
  checkRule(group, types.includes('DynamicMembership'))
  if (group.isAssignableToRole === true) checkRoleAssignable(group, types)
}

const noMailEnabledGroups = () =>
  badRequest(
    'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
  )

function checkVisibility({ visibility }: Properties, isUnified: boolean): void {
  const known = ['Public', 'Private', ...(isUnified ? ['HiddenMembership'] : [])]
  if (visibility !== undefined && visibility !== null && !known.includes(String(visibility)))
    throw invalidValue('visibility', 'Group')
}

function checkRule({ membershipRule, membershipRuleProcessingState }: Properties, isDynamicGroup: boolean): void {
  const rule = typeof membershipRule === 'string' && membershipRule !== '' ? membershipRule : undefined
  if (!isDynamicGroup) {
    if (rule !== undefined) throw badRequest('A membership rule can only be set on a group with dynamic membership.')
    return
  }
  if (rule === undefined) throw badRequest("A value is required for property 'membershipRule' of resource 'Group'.")
  if (membershipRuleProcessingState !== 'On' && membershipRuleProcessingState !== 'Paused')
    throw badRequest("A value is required for property 'membershipRuleProcessingState' of resource 'Group'.")
  try {
    compileMembershipRule(rule)
  } catch (cause) {
    throw badRequest(`Dynamic membership rule validation error: ${cause instanceof Error ? cause.message : rule}`)
  }
}

/** learn.microsoft.com/entra/identity/role-based-access-control/groups-concept: security-enabled, assigned, never open to join. */
function checkRoleAssignable(group: Properties, types: readonly string[]): void {
  if (types.includes('DynamicMembership'))
    throw badRequest('A group to which roles can be assigned cannot have dynamic membership.')
  if (group.securityEnabled !== true)
    throw badRequest('A group to which roles can be assigned must be security-enabled.')
  if (group.visibility === 'Public') throw badRequest('A group to which roles can be assigned must be private.')
}

/** Refuses what cannot be changed about a group once it is there. */
export function refuseConversion(group: Entity, sent: Properties): void {
  const types = sent.groupTypes
  const isUnified = groupKind(group) === 'microsoft365'
  if (Array.isArray(types) && types.includes('Unified') !== isUnified) throw invalidValue('groupTypes', 'Group')
  if (sent.mailEnabled !== undefined && sent.mailEnabled !== group.properties.mailEnabled)
    throw invalidValue('mailEnabled', 'Group')
  const isAssignable = group.properties.isAssignableToRole === true
  if (sent.isAssignableToRole !== undefined && sent.isAssignableToRole !== isAssignable)
    throw badRequest("Property 'isAssignableToRole' is immutable and cannot be changed after the group is created.")
}

/** `groupTypes` as texts. */
export function typesOf(group: Properties): string[] {
  return Array.isArray(group.groupTypes) ? group.groupTypes.map(String) : []
}
