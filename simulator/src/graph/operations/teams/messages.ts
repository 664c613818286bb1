import { type Conversation, conversationContext } from '../../../world/teams/conversation.ts'
import type { Message } from '../../../world/teams/thread.ts'
import type { GraphAnswer, GraphContext, Item } from '../../call.ts'
import { TEAMS } from '../../limits.ts'
import { single } from '../single.ts'
import { teamsList } from './listing.ts'

/** The collection of messages in a conversation, as `@odata.context` names it. */
export const messagesContext = (conversation: Conversation, root?: Message): string =>
  `${conversationContext(conversation)}/messages${root ? `('${root.id}')/replies` : ''}`

/** A message with its replies behind it. */
function item(conversation: Conversation, message: Message): Item {
  const { id, kind, properties } = message
  const related = (relation: string) =>
    relation === 'replies'
      ? conversation.thread
          .repliesTo(id)
          .map((reply) => item(conversation, reply))
          .reverse()
      : []
  return { id, kind, properties, related }
}

/** A page of messages, newest first unless ordered otherwise (chatmessage-list). */
export function messagesAnswer(
  context: GraphContext,
  conversation: Conversation,
  messages: readonly Message[],
  root?: Message,
): GraphAnswer {
  return teamsList(context, {
    items: messages.map((message) => item(conversation, message)).reverse(),
    kind: 'chatMessage',
    contextName: messagesContext(conversation, root),
    defaultTop: TEAMS.messagesPage.default,
    maximumTop: TEAMS.messagesPage.maximum,
  })
}

export function messageAnswer(
  context: GraphContext,
  conversation: Conversation,
  message: Message,
  root?: Message,
): GraphAnswer {
  return single(context, item(conversation, message), messagesContext(conversation, root))
}
