import { activatedRole } from '../../../world/directory-roles.ts'
import { GLOBAL_ADMINISTRATOR } from '../../../world/generate/roles.ts'
import { type Entity, textOf } from '../../../world/model.ts'
import type { GraphContext } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import { needRight, signedIn } from './caller.ts'

/** Throws the refusal that giving a role to a principal meets, but for the permission of the token. */
export function needAssignable(context: GraphContext, role: Entity | undefined, principal: Entity): void {
  needRight(context, 'assignDirectoryRole')
  if (principal.kind === 'group' && principal.properties.isAssignableToRole !== true)
    throw badRequest('Directory roles can only be assigned to groups that were created with isAssignableToRole.')
  if (role && context.tenancy.relations.members.has(role.id, principal.id))
    throw badRequest(
      'A conflicting object with one or more of the specified property values is present in the directory.',
    )
}

/** Throws the refusal that taking a role away meets: a tenancy never loses its last Global Administrator, and nobody their own. */
export function needRemovable(context: GraphContext, role: Entity, principal: Entity): void {
  needRight(context, 'assignDirectoryRole')
  if (textOf(role, 'roleTemplateId') !== GLOBAL_ADMINISTRATOR) return
  if (signedIn(context) === principal)
    throw badRequest('Removing self from Global Administrator built-in role is not allowed.')
  if (isLastAdministrator(context, principal))
    throw badRequest('The last Global Administrator of the organization cannot be removed.')
}

/** Whether a person who can sign in would no longer be left in the role of Global Administrator. */
function isLastAdministrator({ tenancy }: GraphContext, principal: Entity): boolean {
  const role = activatedRole(tenancy, GLOBAL_ADMINISTRATOR)
  const holders = role ? [...tenancy.relations.members.from(role.id)].flatMap((id) => tenancy.find(id) ?? []) : []
  return !holders.some(
    (holder) => holder !== principal && holder.kind === 'user' && holder.properties.accountEnabled === true,
  )
}
