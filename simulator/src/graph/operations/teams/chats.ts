import { type Chat, type MemberRole, oneOnOneId } from '../../../world/teams/conversation.ts'
import { rosterMembers } from '../../../world/teams/members.ts'
import { tell } from '../../../world/teams/telling.ts'
import { Thread } from '../../../world/teams/thread.ts'
import type { GraphContext, Item, WriteContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import { TEAMS } from '../../limits.ts'
import type { Route } from '../../route.ts'
import { named, single } from '../single.ts'
import { bodyOf, forbidden, invalid, objectsIn, textIn } from './body.ts'
import { boundMember, checkRoles } from './bound-member.ts'
import { teamsList } from './listing.ts'
import { CHANGE_CHAT, READ_CHATS } from './permissions.ts'
import { callerOf, chatOf, keepToMembers } from './places.ts'

function chatItem({ tenancy }: GraphContext, chat: Chat): Item {
  const { tenantId } = tenancy.profile
  const properties = {
    ...chat.properties,
    isHiddenForAllMembers: false,
    tenantId,
    webUrl: `https://teams.microsoft.com/l/chat/${encodeURIComponent(chat.id)}/0?tenantId=${tenantId}`,
  }
  const related = (relation: string) => (relation === 'members' ? rosterMembers(tenancy, chat) : [])
  return { id: chat.id, kind: 'chat', properties, related }
}

function chatsOf(context: GraphContext, userId: string) {
  const chats = [...context.tenancy.teamwork.chats.values()].filter(({ roster }) => roster.has(userId))
  const items = chats.map((chat) => chatItem(context, chat)).reverse()
  return teamsList(context, { items, kind: 'chat', contextName: 'chats', maximumTop: TEAMS.chatsPage })
}

/** The signed-in person's; an application by itself has to say whose (`/users/{id}/chats`). */
function ownChats(context: GraphContext) {
  if (context.token.isAppOnly)
    throw new GraphError(412, 'PreconditionFailed', 'Requested API is not supported in application-only context')
  return chatsOf(context, callerOf(context)?.id ?? '')
}

function chatsOfUser(context: GraphContext) {
  const user = named(context, 'user')
  if (!context.token.isAppOnly && callerOf(context)?.id !== user.id)
    throw forbidden('A person can read their own chats only.')
  return chatsOf(context, user.id)
}

function one(context: GraphContext) {
  const chat = chatOf(context)
  keepToMembers(context, chat)
  return single(context, chatItem(context, chat), 'chats')
}

/** learn.microsoft.com/graph/api/chat-post: the chat of two people is one, however often it is made. */
function create(context: WriteContext) {
  const body = bodyOf(context)
  const { chatType } = body
  const topic = textIn(body, 'topic') ?? null
  const roster = rosterIn(context, body)
  if (chatType !== 'oneOnOne' && chatType !== 'group') throw invalid(`Invalid value specified for property 'chatType'.`)
  if (chatType === 'oneOnOne' && roster.size !== 2) throw invalid('A oneOnOne chat must have exactly two members.')
  if (chatType === 'oneOnOne' && topic !== null) throw invalid('A topic can be set for a group chat only.')
  if (roster.size > TEAMS.chatMembers) throw invalid(`A chat must not have more than ${TEAMS.chatMembers} members.`)
  const [first = '', second = ''] = roster.keys()
  const { chats } = context.tenancy.teamwork
  const id =
    chatType === 'oneOnOne' ? oneOnOneId(first, second) : `19:${context.random.guid().replaceAll('-', '')}@thread.v2`
  const known = chats.get(id)
  if (known) return { ...single(context, chatItem(context, known), 'chats'), status: 201 }
  const when = new Date(context.now).toISOString()
  const properties = { id, chatType, createdDateTime: when, lastUpdatedDateTime: when, topic }
  const chat: Chat = { id, kind: 'chat', properties, roster, thread: new Thread(), apps: new Map() }
  chats.set(id, chat)
  tell(context, 'created', told(chat))
  return { ...single(context, chatItem(context, chat), 'chats'), status: 201 }
}

/** Ibid.: everyone has the role of owner or guest, and a person who makes a chat is in it. */
function rosterIn(context: WriteContext, body: ReturnType<typeof bodyOf>): Map<string, readonly MemberRole[]> {
  const roster = new Map<string, readonly MemberRole[]>()
  for (const one of objectsIn(body, 'members')) {
    const member = boundMember(context, one)
    checkRoles(member)
    if (member.roles.length === 0) throw invalid("Each member of a chat needs the role 'owner' or 'guest'.")
    if (roster.has(member.user.id)) throw invalid('Duplicate chat members are specified in the request.')
    roster.set(member.user.id, member.roles)
  }
  if (roster.size === 0) throw invalid("The property 'members' is required.")
  const caller = callerOf(context)
  if (!context.token.isAppOnly && (!caller || !roster.has(caller.id)))
    throw invalid('The caller must be one of the members specified in the request body.')
  return roster
}

/** learn.microsoft.com/graph/api/chat-patch: the topic of a group. */
function update(context: WriteContext) {
  const chat = chatOf(context)
  keepToMembers(context, chat)
  if (chat.properties.chatType !== 'group') throw invalid('A topic can be set for a group chat only.')
  chat.properties.topic = textIn(bodyOf(context), 'topic') ?? null
  chat.properties.lastUpdatedDateTime = new Date(context.now).toISOString()
  tell(context, 'updated', told(chat))
  return single(context, chatItem(context, chat), 'chats')
}

const told = ({ id }: Chat) => ({ resource: `chats/${id}`, type: 'chat' as const, id })

/** Chats: learn.microsoft.com/graph/api/resources/chat. */
export const chatRoutes: readonly Route[] = [
  { method: 'GET', template: '/chats', service: 'teams', answer: ownChats },
  {
    method: 'GET',
    template: '/users/{user-id}/chats',
    service: 'teams',
    permissions: READ_CHATS,
    response: '#/$defs/microsoft.graph.chat!collection',
    answer: chatsOfUser,
  },
  { method: 'POST', template: '/chats', service: 'teams', write: create },
  {
    method: 'GET',
    template: '/chats/{chat-id}',
    service: 'teams',
    permissions: READ_CHATS,
    response: '#/$defs/microsoft.graph.chat',
    answer: one,
  },
  {
    method: 'PATCH',
    template: '/chats/{chat-id}',
    service: 'teams',
    permissions: CHANGE_CHAT,
    request: '#/$defs/microsoft.graph.chat',
    response: '#/$defs/microsoft.graph.chat',
    write: update,
  },
]
