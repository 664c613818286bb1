import { isoSeconds } from '../../../world/clock.ts'
import type { Entity, Properties } from '../../../world/model.ts'
import type { GraphAnswer, GraphContext, WriteContext } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import { requirePremium } from '../../premium.ts'
import { alreadyExists, bindings, bodyOf, created, propertiesSent, refuseReadOnly, requireValues } from './body.ts'
import { needOneOf, needRight, signedIn } from './caller.ts'
import { newLinks } from './group-links.ts'
import { checkGroup, READ_ONLY, typesOf } from './group-properties.ts'

const REQUIRED = ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled']

/** learn.microsoft.com/graph/api/group-post-groups. Distribution lists and mail-enabled security groups are made in Exchange. */
export function createGroup(context: WriteContext): GraphAnswer {
  const { tenancy, random } = context
  const body = bodyOf(context)
  const sent = propertiesSent(body)
  const types = typesOf(sent)
  const isUnified = types.includes('Unified')
  const isAssignable = sent.isAssignableToRole === true
  needRight(context, isAssignable ? 'createRoleAssignableGroup' : 'createGroup')
  if (isAssignable) needOneOf(context, ['RoleManagement.ReadWrite.Directory'])
  refuseReadOnly(sent, READ_ONLY)
  requireValues(sent, REQUIRED, 'Group')
  checkGroup(sent, types)
  if (isAssignable || types.includes('DynamicMembership')) requirePremium(context)
  if (isUnified && nicknameIsTaken(context, String(sent.mailNickname))) throw alreadyExists('mailNickname')
  const [memberAddresses = [], ownerAddresses = []] = bindings(body, ['members', 'owners'])
  if (memberAddresses.length > 0 && types.includes('DynamicMembership'))
    throw badRequest('Members cannot be added to a group with dynamic membership.')
  const members = newLinks(context, undefined, 'members', memberAddresses, { isUnified, isAssignable })
  const owners = newLinks(context, undefined, 'owners', ownerAddresses, { isUnified, isAssignable })
  const group = tenancy.insert('group', random.guid(), { ...defaults(context, sent, isUnified), ...sent })
  for (const member of members) tenancy.link('members', group, member)
  for (const owner of ownersOf(context, owners)) tenancy.link('owners', group, owner)
  return created(context, group, 'groups')
}

/** A person who makes a group owns it unless they name others (ibid., "If the owners have not been specified"). */
function ownersOf(context: WriteContext, named: readonly Entity[]): readonly Entity[] {
  const maker = signedIn(context)
  return named.length === 0 && maker ? [maker] : named
}

function defaults({ tenancy, now }: WriteContext, { mailNickname }: Properties, isUnified: boolean): Properties {
  const mail = isUnified ? `${mailNickname}@${tenancy.profile.domain}` : null
  return {
    createdDateTime: isoSeconds(now),
    description: null,
    groupTypes: [],
    mail,
    membershipRule: null,
    membershipRuleProcessingState: null,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    renewedDateTime: isoSeconds(now),
    resourceBehaviorOptions: [],
    resourceProvisioningOptions: [],
    visibility: isUnified ? 'Public' : null,
  }
}

/** A Microsoft 365 group's nickname is its address, so nobody else may have it. */
export function nicknameIsTaken({ tenancy }: GraphContext, nickname: string, but?: Entity): boolean {
  const wanted = nickname.toLowerCase()
  for (const group of tenancy.store('group'))
    if (
      group !== but &&
      group.state === 'live' &&
      group.properties.mailEnabled === true &&
      String(group.properties.mailNickname).toLowerCase() === wanted
    )
      return true
  return false
}
