import type { Channel, Chat } from '../../../world/teams/conversation.ts'
import { conversationContext, conversationPath } from '../../../world/teams/conversation.ts'
import { channelMembers, isInTeam, type Membership, rosterMembers } from '../../../world/teams/members.ts'
import { tell } from '../../../world/teams/telling.ts'
import { type GraphContext, noContent, parameter, type WriteContext } from '../../call.ts'
import { TEAMS } from '../../limits.ts'
import type { Route } from '../../route.ts'
import { bodyOf, forbidden, invalid, missing } from './body.ts'
import { boundMember, checkRoles } from './bound-member.ts'
import { memberAnswer, membersAnswer } from './member-answers.ts'
import { CHANGE_CHANNEL_MEMBERS, CHANGE_CHAT_MEMBERS, READ_CHANNEL_MEMBERS, READ_CHAT_MEMBERS } from './permissions.ts'
import { callerOf, channelOf, chatOf, keepToMembers } from './places.ts'

type Place = Channel | Chat
type Find = (context: GraphContext) => Place

const contextName = (place: Place) => `${conversationContext(place)}/members`

function membersOf({ tenancy }: GraphContext, place: Place): Iterable<Membership> {
  return place.kind === 'channel' ? channelMembers(tenancy, place) : rosterMembers(tenancy, place)
}

const all = (find: Find) => (context: GraphContext) => {
  const place = find(context)
  keepToMembers(context, place)
  return membersAnswer(context, membersOf(context, place), contextName(place))
}

const one = (find: Find, index: number) => (context: GraphContext) => {
  const place = find(context)
  keepToMembers(context, place)
  return memberAnswer(context, memberOf(context, place, index), contextName(place))
}

function memberOf(context: GraphContext, place: Place, index: number): Membership {
  const id = parameter(context, index)
  for (const member of membersOf(context, place)) if (member.id === id) return member
  throw missing(`No member found with id ${id}`)
}

/** Conversations whose members are their own: private and shared channels, chats of a group. */
function ownRoster(context: GraphContext, place: Place) {
  if (!place.roster) throw invalid('Members can be changed of private and shared channels only.')
  if (place.kind === 'chat' && place.properties.chatType === 'oneOnOne')
    throw invalid('The members of a chat of two people cannot be changed.')
  const caller = callerOf(context)
  if (!context.token.isAppOnly && (!caller || !place.roster.get(caller.id)?.includes('owner')))
    throw forbidden(`The caller is not an owner of the ${place.kind}.`)
  return place.roster
}

/** learn.microsoft.com/graph/api/channel-post-members, chat-post-members */
const add = (find: Find) => (context: WriteContext) => {
  const place = find(context)
  const roster = ownRoster(context, place)
  const member = boundMember(context, bodyOf(context))
  checkRoles(member)
  const { id } = member.user
  if (place.properties.membershipType === 'private' && place.kind === 'channel')
    if (!isInTeam(context.tenancy, place.teamId, id))
      throw invalid('A member of a private channel must be in the team.')
  if (place.kind === 'chat' && roster.size >= TEAMS.chatMembers) throw invalid('The chat is full.')
  roster.set(id, member.roles)
  const added = Array.from(membersOf(context, place)).find(({ userId }) => userId === id)
  if (!added) throw missing(`No member found for ${id}`)
  tell(context, 'created', told(place, added))
  const Location = `/${contextName(place)}('${added.id}')`
  return { ...memberAnswer(context, added, contextName(place)), status: 201, headers: { Location } }
}

/** learn.microsoft.com/graph/api/channel-delete-members, chat-delete-members */
const remove = (find: Find, index: number) => (context: WriteContext) => {
  const place = find(context)
  const roster = ownRoster(context, place)
  const member = memberOf(context, place, index)
  const owners = [...roster].filter(([, roles]) => roles.includes('owner'))
  if (place.kind === 'channel' && owners.length === 1 && owners[0]?.[0] === member.userId)
    throw invalid('The last owner of a channel cannot be removed.')
  roster.delete(member.userId)
  tell(context, 'deleted', told(place, member))
  return noContent()
}

const told = (place: Place, { id }: Membership) => ({
  resource: `${conversationPath(place)}/members/${id}`,
  type: 'conversationMember' as const,
  id,
})

function routesBelow(
  base: string,
  find: Find,
  index: number,
  reading: NonNullable<Route['permissions']>,
  changing: NonNullable<Route['permissions']>,
): Route[] {
  const [members, member] = [`${base}/members`, `${base}/members/{conversationMember-id}`]
  const type = '#/$defs/microsoft.graph.conversationMember!any'
  const service = 'teams' as const
  return [
    { method: 'GET', template: members, service, permissions: reading, answer: all(find) },
    { method: 'GET', template: member, service, permissions: reading, response: type, answer: one(find, index) },
    {
      method: 'POST',
      template: members,
      service,
      permissions: changing,
      request: type,
      response: type,
      write: add(find),
    },
    { method: 'DELETE', template: member, service, permissions: changing, write: remove(find, index) },
  ]
}

/** Who is in a channel or a chat: learn.microsoft.com/graph/api/channel-list-members, chat-list-members. */
export const rosterMemberRoutes: readonly Route[] = [
  ...routesBelow('/teams/{team-id}/channels/{channel-id}', channelOf, 2, READ_CHANNEL_MEMBERS, CHANGE_CHANNEL_MEMBERS),
  ...routesBelow('/chats/{chat-id}', chatOf, 1, READ_CHAT_MEMBERS, CHANGE_CHAT_MEMBERS),
]
