import type { Properties } from '../model.ts'
import type { Installations } from './apps.ts'
import type { Thread } from './thread.ts'

export type MemberRole = 'owner' | 'guest'

/** Who is in a conversation of its own membership, by user id. */
export type Roster = Map<string, readonly MemberRole[]>

/** A channel of a team (learn.microsoft.com/graph/api/resources/channel). */
export interface Channel {
  readonly id: string
  readonly kind: 'channel'
  readonly teamId: string
  readonly properties: Properties
  /** Of a private or shared channel; a standard one has the team's members. */
  readonly roster: Roster | undefined
  readonly thread: Thread
  /** While `migrating` only imported messages are taken; a `deleted` one keeps its name taken. */
  state: 'active' | 'migrating' | 'deleted'
}

/** A chat (learn.microsoft.com/graph/api/resources/chat). */
export interface Chat {
  readonly id: string
  readonly kind: 'chat'
  readonly properties: Properties
  readonly roster: Roster
  readonly thread: Thread
  readonly apps: Installations
}

export type Conversation = Channel | Chat

/** The path of a conversation below `/v1.0`, without a leading slash. */
export function conversationPath(conversation: Conversation): string {
  return conversation.kind === 'chat'
    ? `chats/${conversation.id}`
    : `teams/${conversation.teamId}/channels/${conversation.id}`
}

/** The end of `@odata.context` for a conversation, in the key style and encoding of the real service. */
export function conversationContext(conversation: Conversation): string {
  const id = encodeURIComponent(conversation.id)
  return conversation.kind === 'chat' ? `chats('${id}')` : `teams('${conversation.teamId}')/channels('${id}')`
}

/** Whether the two ids name the same conversation of two people: the smaller id stands first in both. */
export function oneOnOneId(one: string, other: string): string {
  return `19:${[one, other].sort().join('_')}@unq.gbl.spaces`
}
