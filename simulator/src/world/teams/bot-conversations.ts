import type { Tenancy } from '../tenancy.ts'
import { hasInstalled, type TeamsApp } from './apps.ts'
import type { Chat, Conversation } from './conversation.ts'
import { oneOnOneId } from './conversation.ts'
import { Thread } from './thread.ts'

/** A conversation as a bot names it: a channel id may carry the message whose replies are meant. */
export function conversationReference(id: string): { id: string; messageId: string | undefined } {
  const [conversation = '', messageId] = id.split(';messageid=')
  return { id: conversation, messageId }
}

/** The bot's app where the conversation is, if it is installed there: only then does the bot take part. */
export function botIn(tenancy: Tenancy, conversation: Conversation, appId: string, now: number): TeamsApp | undefined {
  const { teamwork } = tenancy
  if (conversation.kind === 'channel') {
    const team = teamwork.team(conversation.teamId, now)?.team
    return team && hasInstalled(team.apps, appId)
  }
  if (conversation.id.includes(appId))
    for (const userId of conversation.roster.keys()) return hasInstalled(teamwork.personalApps(userId), appId)
  return hasInstalled(conversation.apps, appId)
}

/** The chat of a bot with one person; made when it is first wanted. */
export function personalChat(tenancy: Tenancy, appId: string, userId: string, now: number): Chat {
  const { chats } = tenancy.teamwork
  const id = oneOnOneId(userId, appId)
  const known = chats.get(id)
  if (known) return known
  const when = new Date(now).toISOString()
  const properties = { id, chatType: 'oneOnOne', createdDateTime: when, lastUpdatedDateTime: when, topic: null }
  const chat: Chat = {
    id,
    kind: 'chat',
    properties,
    roster: new Map([[userId, ['owner']]]),
    thread: new Thread(),
    apps: new Map(),
  }
  chats.set(id, chat)
  return chat
}
