import type { GraphContext, WriteContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { invalid } from './body.ts'
import { type Found, messageChangeRoutes } from './message-changes.ts'
import { messageAnswer, messagesAnswer } from './messages.ts'
import { CHANGE_CHAT_MESSAGE, REACT_IN_CHAT, READ_CHAT_MESSAGES } from './permissions.ts'
import { chatOf, keepToMembers, messageOf } from './places.ts'
import { send } from './sending.ts'

/** Ordering by creation or change, newest first alone; a filter goes with the same property (chat-list-messages). */
function checkOptions({ query }: GraphContext): void {
  const order = query.get('$orderby')
  const ordered = order === undefined ? undefined : /^(createdDateTime|lastModifiedDateTime) desc$/.exec(order.trim())
  if (order !== undefined && !ordered)
    throw invalid(
      'QueryOptions to order by is not supported. Only descending order of createdDateTime or lastModifiedDateTime is.',
    )
  const filtered = /(createdDateTime|lastModifiedDateTime)/.exec(query.get('$filter') ?? '')
  if (filtered && filtered[1] !== ordered?.[1]) throw invalid('The property of $filter must be the one of $orderby.')
}

function list(context: GraphContext) {
  const chat = chatOf(context)
  keepToMembers(context, chat)
  checkOptions(context)
  return messagesAnswer(context, chat, chat.thread.roots())
}

function one(context: GraphContext) {
  const chat = chatOf(context)
  keepToMembers(context, chat)
  return messageAnswer(context, chat, messageOf(context, chat, 1))
}

/** learn.microsoft.com/graph/api/chatmessage-post */
function create(context: WriteContext) {
  const chat = chatOf(context)
  return { ...messageAnswer(context, chat, send(context, chat)), status: 201 }
}

function found(context: GraphContext): Found {
  const conversation = chatOf(context)
  return { conversation, message: messageOf(context, conversation, 1) }
}

const MESSAGE = '/chats/{chat-id}/messages/{chatMessage-id}'
const service = 'teams' as const

/** Messages of chats: learn.microsoft.com/graph/api/resources/chatmessage. */
export const chatMessageRoutes: readonly Route[] = [
  { method: 'GET', template: '/chats/{chat-id}/messages', service, answer: list },
  {
    method: 'GET',
    template: MESSAGE,
    service,
    permissions: READ_CHAT_MESSAGES,
    response: '#/$defs/microsoft.graph.chatMessage',
    answer: one,
  },
  { method: 'POST', template: '/chats/{chat-id}/messages', service, write: create },
  ...messageChangeRoutes(MESSAGE, found, { change: CHANGE_CHAT_MESSAGE, react: REACT_IN_CHAT }),
]
