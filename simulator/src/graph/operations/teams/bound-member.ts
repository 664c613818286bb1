import { type Entity, type Json, textOf } from '../../../world/model.ts'
import type { MemberRole } from '../../../world/teams/conversation.ts'
import type { GraphContext } from '../../call.ts'
import { referenced } from '../references.ts'
import { invalid, missing, textIn } from './body.ts'

export interface BoundMember {
  readonly user: Entity
  readonly roles: readonly MemberRole[]
}

/** The person and roles that a conversationMember of a body means (learn.microsoft.com/graph/api/resources/aaduserconversationmember). */
export function boundMember(context: GraphContext, member: { readonly [name: string]: Json }): BoundMember {
  const type = textIn(member, '@odata.type')?.replace(/^#/, '').toLowerCase()
  if (type !== undefined && type !== 'microsoft.graph.aaduserconversationmember')
    throw invalid(`Members of the type '${type}' are not supported.`)
  return { user: userOf(context, member), roles: rolesIn(member) }
}

function userOf(context: GraphContext, member: { readonly [name: string]: Json }): Entity {
  const address = textIn(member, 'user@odata.bind')
  if (address !== undefined) return referenced(context, address, ['user'])
  const id = textIn(member, 'userId')
  if (id === undefined) throw invalid("Bind a user with 'user@odata.bind'.")
  const user = context.tenancy.findOf('user', id.toLowerCase())
  if (!user) throw missing(`No user found with id ${id}`)
  return user
}

/** `roles` of a body; empty means an ordinary member. */
export function rolesIn(member: { readonly [name: string]: Json }): MemberRole[] {
  const roles = member.roles ?? []
  if (!Array.isArray(roles)) throw invalid("Invalid value specified for property 'roles'.")
  return roles.map((role) => {
    if (role === 'owner' || role === 'guest') return role
    throw invalid(`Invalid role specified for member: ${String(role)}.`)
  })
}

/** Refuses a role that the kind of account cannot have: guests are guests everywhere. */
export function checkRoles({ user, roles }: BoundMember): void {
  const isGuest = user.properties.userType === 'Guest'
  if (isGuest && roles.includes('owner'))
    throw invalid(`The guest ${textOf(user, 'userPrincipalName')} cannot be an owner.`)
  if (!isGuest && roles.includes('guest'))
    throw invalid(`The role guest is for guests only, which ${textOf(user, 'userPrincipalName')} is not.`)
}
