import { isoSeconds } from '../../../world/clock.ts'
import { type Entity, groupKind, isDynamic, isObject, type Properties } from '../../../world/model.ts'
import { type GraphAnswer, type GraphContext, holds, noContent, type WriteContext } from '../../call.ts'
import { denied } from '../../errors.ts'
import { requirePremium } from '../../premium.ts'
import { named } from '../single.ts'
import { alreadyExists, bindings, bodyOf, propertiesSent, refuseReadOnly } from './body.ts'
import { nicknameIsTaken } from './create-group.ts'
import { needGroupWrite, needMemberWrite, newLinks } from './group-links.ts'
import { checkGroup, READ_ONLY, refuseConversion, typesOf } from './group-properties.ts'

/** Permissions that allow a change of one property only (learn.microsoft.com/graph/api/group-update, Permissions). */
const NARROW: { readonly [permission: string]: readonly string[] } = {
  'Group-NestingSupport.ReadWrite.All': ['nestingSupport'],
  'Group-PreferredDataLocation.ReadWrite.All': ['preferredDataLocation'],
  'Group.ManageProtection.All': ['isManagementRestricted'],
}

/** learn.microsoft.com/graph/api/group-update, and group-post-members for `members@odata.bind`: all of it or nothing. */
export function updateGroup(context: WriteContext): GraphAnswer {
  const { tenancy } = context
  const group = named(context, 'group')
  const body = bodyOf(context)
  const sent = propertiesSent(body)
  needPropertyPermissions(context, Object.keys(sent))
  needGroupWrite(context, group, 'updateGroup')
  refuseReadOnly(sent, READ_ONLY)
  refuseConversion(group, sent)
  const after: Properties = { ...group.properties, ...sent }
  const types = typesOf(after)
  checkGroup(after, types)
  const isUnified = groupKind(group) === 'microsoft365'
  if (types.includes('DynamicMembership')) requirePremium(context)
  if (isUnified && nicknameIsTaken(context, String(after.mailNickname), group)) throw alreadyExists('mailNickname')
  const [addresses = []] = bindings(body, ['members'])
  if (addresses.length > 0) needMemberWrite(context, group)
  const isAssignable = group.properties.isAssignableToRole === true
  const members = newLinks(context, group, 'members', addresses, { isUnified, isAssignable })
  change(context, group, sent, types)
  for (const member of members) tenancy.link('members', group, member)
  return noContent()
}

/** A group that stops being dynamic keeps the members it has, and its rule with them no longer counts. */
function change({ tenancy }: WriteContext, group: Entity, sent: Properties, types: readonly string[]): void {
  const stops = isDynamic(group) && !types.includes('DynamicMembership')
  if (stops) tenancy.dynamicGroups.forget(group.id)
  tenancy.update(group, stops ? { ...sent, membershipRule: null, membershipRuleProcessingState: null } : sent)
}

function needPropertyPermissions({ token }: GraphContext, names: readonly string[]): void {
  const held = token.isAppOnly ? token.roles : token.scopes
  const opened = held.flatMap((name) => NARROW[name] ?? [])
  const isGeneral = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'].some((name) => held.includes(name))
  if (!isGeneral && !names.every((name) => opened.includes(name))) throw denied()
}

/** Whoever may write members may also add them by PATCH, as long as nothing else is changed (group-post-members). */
export function addsMembersOnly(context: GraphContext): string | undefined {
  const { body } = context.call
  const names = Object.keys(isObject(body) ? body : {}).filter((name) => !name.startsWith('@'))
  const only = names.length === 1 && names[0] === 'members@odata.bind'
  return only && holds(context, 'GroupMember.ReadWrite.All') ? 'GroupMember.ReadWrite.All' : undefined
}

/** learn.microsoft.com/graph/api/group-delete: Microsoft 365 groups into the recycle bin, security groups for good. */
export function deleteGroup(context: WriteContext): GraphAnswer {
  return removeGroup(context, named(context, 'group'))
}

/** Deletes a group for a caller whose permissions were seen to allow it. */
export function removeGroup(context: WriteContext, group: Entity): GraphAnswer {
  needGroupWrite(context, group, 'deleteGroup')
  context.tenancy.remove(group, isoSeconds(context.now))
  return noContent()
}
