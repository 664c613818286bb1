import type { Json, Properties } from '../model.ts'
import { type Conversation, conversationPath } from './conversation.ts'
import { type Moment, tell } from './telling.ts'
import type { Message } from './thread.ts'

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive'

/** What is written; whoever hands it over has checked it. */
export interface Draft {
  readonly from: Json
  readonly body: { readonly contentType: 'text' | 'html'; readonly content: string }
  readonly attachments?: Json[]
  readonly mentions?: Json[]
  readonly importance?: string
  readonly subject?: string | null
  /** For a message that is imported: when it was written; epoch milliseconds. */
  readonly writtenAt?: number
  readonly replyTo?: Message | undefined
}

/** Writes a message into a conversation and tells it on. */
export function post(moment: Moment, conversation: Conversation, draft: Draft): Message {
  const at = draft.writtenAt ?? moment.now
  const id = conversation.thread.freeId(at)
  const when = new Date(Number(id)).toISOString()
  const replyToId = draft.replyTo?.id
  const properties: Properties = {
    id,
    attachments: draft.attachments ?? [],
    body: { ...draft.body },
    channelIdentity:
      conversation.kind === 'channel' ? { channelId: conversation.id, teamId: conversation.teamId } : null,
    chatId: conversation.kind === 'chat' ? conversation.id : null,
    createdDateTime: when,
    deletedDateTime: null,
    etag: id,
    eventDetail: null,
    from: draft.from,
    importance: draft.importance ?? 'normal',
    lastEditedDateTime: null,
    lastModifiedDateTime: when,
    locale: 'en-us',
    mentions: draft.mentions ?? [],
    messageHistory: [],
    messageType: 'message',
    policyViolation: null,
    reactions: [],
    replyToId: replyToId ?? null,
    subject: draft.subject ?? null,
    summary: null,
    webUrl: messageUrl(moment, conversation, id, replyToId ?? id),
  }
  const message = conversation.thread.add(id, properties, replyToId)
  if (conversation.kind === 'chat') conversation.properties.lastUpdatedDateTime = when
  tellOf(moment, conversation, message, 'created')
  return message
}

/** Changes a message and tells it on; its etag and lastModifiedDateTime move. */
export function amend(moment: Moment, conversation: Conversation, message: Message, patch: Properties): void {
  const lastModifiedDateTime = new Date(moment.now).toISOString()
  conversation.thread.change(message, { ...patch, lastModifiedDateTime, etag: String(Math.floor(moment.now)) })
  tellOf(moment, conversation, message, patch.deletedDateTime ? 'deleted' : 'updated')
}

/** What deleting leaves of a message (learn.microsoft.com/graph/api/chatmessage-softdelete). */
export function emptied(now: number): Properties {
  const deletedDateTime = new Date(now).toISOString()
  return { deletedDateTime, body: { contentType: 'html', content: '' }, attachments: [], mentions: [] }
}

function messageUrl({ tenancy }: Moment, conversation: Conversation, id: string, parent: string): string | null {
  if (conversation.kind === 'chat') return null
  const query = `groupId=${conversation.teamId}&tenantId=${tenancy.profile.tenantId}&createdTime=${id}&parentMessageId=${parent}`
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(conversation.id)}/${id}?${query}`
}

function tellOf(
  moment: Moment,
  conversation: Conversation,
  message: Message,
  changeType: 'created' | 'updated' | 'deleted',
): void {
  const above = `${conversationPath(conversation)}/messages`
  const { id, replyToId, properties } = message
  const resource = replyToId === undefined ? `${above}/${id}` : `${above}/${replyToId}/replies/${id}`
  tell(moment, changeType, { resource, type: 'chatMessage', id, etag: String(properties.etag) })
}
