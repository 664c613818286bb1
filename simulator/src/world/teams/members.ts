import { type Entity, type Properties, textOf } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'
import type { Channel, Chat, MemberRole } from './conversation.ts'

/** One row of a membership, as `conversationMember` lists show it. */
export interface Membership {
  readonly id: string
  readonly kind: 'aadUserConversationMember'
  readonly userId: string
  readonly roles: readonly MemberRole[]
  readonly properties: Properties
}

/** Everyone in a team: the group's people and its owners, owners first. */
export function* teamMembers(tenancy: Tenancy, teamId: string): Iterable<Membership> {
  const { owners, members } = tenancy.relations
  const seen = new Set<string>()
  for (const links of [owners, members]) {
    for (const id of links.from(teamId)) {
      const user = seen.has(id) ? undefined : tenancy.findOf('user', id)
      if (!user) continue
      seen.add(id)
      yield membership(tenancy, teamId, user, owners.has(teamId, id) ? ['owner'] : [])
    }
  }
}

/** Everyone in a channel: its own roster, or the whole team. */
export function channelMembers(tenancy: Tenancy, channel: Channel): Iterable<Membership> {
  return channel.roster ? rosterMembers(tenancy, channel) : teamMembers(tenancy, channel.teamId)
}

export function* rosterMembers(tenancy: Tenancy, { id, roster }: Channel | Chat): Iterable<Membership> {
  for (const [userId, roles] of roster ?? []) {
    const user = tenancy.findOf('user', userId)
    if (user) yield membership(tenancy, id, user, roles)
  }
}

export function isInTeam(tenancy: Tenancy, teamId: string, userId: string): boolean {
  const { owners, members } = tenancy.relations
  return members.has(teamId, userId) || owners.has(teamId, userId)
}

export function isInConversation(tenancy: Tenancy, conversation: Channel | Chat, userId: string): boolean {
  if (conversation.roster) return conversation.roster.has(userId)
  return conversation.kind === 'channel' && isInTeam(tenancy, conversation.teamId, userId)
}

function membership(tenancy: Tenancy, place: string, user: Entity, given: readonly MemberRole[]): Membership {
  const isGuest = user.properties.userType === 'Guest'
  const roles: readonly MemberRole[] = isGuest ? ['guest'] : given
  const { tenantId } = tenancy.profile
  const id = Buffer.from(`0##1##${tenantId}##${place}##${user.id}`).toString('base64')
  const properties = {
    id,
    displayName: textOf(user, 'displayName'),
    email: textOf(user, 'mail') ?? textOf(user, 'userPrincipalName'),
    roles: [...roles],
    tenantId,
    userId: user.id,
    visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
  }
  return { id, kind: 'aadUserConversationMember', userId: user.id, roles, properties }
}
