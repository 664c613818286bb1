import { type Entity, groupKind, isDynamic, type Kind, type Relation } from '../../../world/model.ts'
import type { GraphContext } from '../../call.ts'
import { badRequest, denied, GraphError, notFound } from '../../errors.ts'
import { referenced } from '../references.ts'
import { needOneOf, needRight } from './caller.ts'
import { refuseExchangeGroup } from './group-properties.ts'

/** learn.microsoft.com/entra/identity/users/directory-service-limits-restrictions: owners of one group. */
const MOST_OWNERS = 100

const ROLE_PERMISSION = ['RoleManagement.ReadWrite.Directory']
const MEMBER_KINDS: readonly Kind[] = ['user', 'group', 'device', 'servicePrincipal']
const OWNER_KINDS: readonly Kind[] = ['user', 'servicePrincipal']

/** Throws the refusal that any change of the group meets: where it is kept, and what the caller may. */
export function needGroupWrite(context: GraphContext, group: Entity, action: 'updateGroup' | 'deleteGroup'): void {
  const isAssignable = group.properties.isAssignableToRole === true
  needRight(context, isAssignable ? 'updateRoleAssignableGroup' : action, group)
  if (isAssignable) needOneOf(context, ROLE_PERMISSION)
  refuseExchangeGroup(group)
  if (group.properties.onPremisesSyncEnabled === true)
    throw badRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    )
}

/** Throws the refusal that a change of the members meets (graph-facts §4, Dynamic). */
export function needMemberWrite(context: GraphContext, group: Entity): void {
  if (isDynamic(group)) throw denied()
  needGroupWrite(context, group, 'updateGroup')
}

/** The objects that addresses name, each fit to be linked to the group and not linked yet. Changes nothing. */
export function newLinks(
  context: GraphContext,
  group: Entity | undefined,
  relation: 'members' | 'owners',
  addresses: readonly string[],
  kind: { readonly isUnified: boolean; readonly isAssignable: boolean },
): Entity[] {
  const targets = addresses.map((address) =>
    referenced(context, address, relation === 'members' ? MEMBER_KINDS : OWNER_KINDS),
  )
  for (const [i, target] of targets.entries()) {
    if (relation === 'members') checkMember(target, group, kind)
    if (targets.indexOf(target) !== i || (group && context.tenancy.relations[relation].has(group.id, target.id)))
      throw badRequest(
        `One or more added object references already exist for the following modified properties: '${relation}'.`,
      )
  }
  if (relation === 'owners') checkQuota(context, group, targets.length)
  return targets
}

function checkMember(
  member: Entity,
  group: Entity | undefined,
  { isUnified, isAssignable }: { readonly isUnified: boolean; readonly isAssignable: boolean },
): void {
  if (member === group) throw badRequest('A group cannot be added as a member of itself.')
  const type = `objectType: Microsoft.Online.DirectoryServices.${member.kind === 'group' ? 'Group' : member.kind}`
  if (isUnified && member.kind !== 'user') {
    const what = member.kind === 'group' ? groupName(member) : 'Objects other than users'
    throw badRequest(`${what} cannot be added to Unified Groups. paramName: Members, paramValue: , ${type}`)
  }
  if (member.kind !== 'group') return
  if (isAssignable) throw badRequest('Nesting is currently not supported for groups that can be assigned to a role.')
  if (groupKind(member) === 'microsoft365')
    throw badRequest(`Unified Groups cannot be added to Security Groups. paramName: Members, paramValue: , ${type}`)
}

const groupName = (group: Entity) => (groupKind(group) === 'microsoft365' ? 'Unified Groups' : 'Security Groups')

function checkQuota({ tenancy }: GraphContext, group: Entity | undefined, added: number): void {
  const owners = (group ? tenancy.relations.owners.from(group.id).size : 0) + added
  if (owners <= MOST_OWNERS) return
  const message = `Unable to perform operation as '${owners}' would exceed the maximum quota count '${MOST_OWNERS}' for forward-link owners.`
  throw new GraphError(403, 'Directory_QuotaExceeded', message)
}

/** The linked object that the path names. One that is there but not linked is another refusal than one that is not there. */
export function linkedObject({ tenancy }: GraphContext, source: Entity, relation: Relation, id: string): Entity {
  const target = tenancy.find(id.toLowerCase())
  if (!target) throw notFound(id)
  if (!tenancy.relations[relation].has(source.id, target.id))
    throw badRequest(
      `One or more removed object references do not exist for the following modified properties: '${relation}'.`,
    )
  return target
}

/** Refuses to take the last person away from the owners; only people count (graph-facts §4, Last owner). */
export function refuseLastOwner({ tenancy }: GraphContext, group: Entity, owner: Entity): void {
  const people = [...tenancy.relations.owners.from(group.id)].filter((id) => tenancy.findOf('user', id))
  if (owner.kind === 'user' && people.length === 1)
    throw badRequest('The group must have at least one owner, hence this owner cannot be removed.')
}
