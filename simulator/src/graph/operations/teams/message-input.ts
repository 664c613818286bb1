import { isObject, type Json } from '../../../world/model.ts'
import { isCard } from '../../../world/teams/adaptive-card.ts'
import { ADAPTIVE_CARD } from '../../../world/teams/posting.ts'
import { GraphError } from '../../errors.ts'
import { TEAMS } from '../../limits.ts'
import { invalid, objectsIn, textIn } from './body.ts'

/** What of a chatMessage a sender decides. */
export interface MessageInput {
  readonly body: { readonly contentType: 'text' | 'html'; readonly content: string }
  readonly attachments: { [name: string]: Json }[]
  readonly mentions: { [name: string]: Json }[]
  readonly importance: string
  readonly subject: string | null
}

const ATTACHMENT = /<attachment\s+id=(?:"([^"]*)"|'([^']*)')\s*>/gi
const MENTION = /<at\s+id=(?:"([^"]*)"|'([^']*)')\s*>/gi

/**
 * Reads a message to be sent (learn.microsoft.com/graph/api/chatmessage-post) and refuses what does not fit together:
 * every attachment stands in the HTML by its id, and every mention too. Pure: who is mentioned is for the caller to look up.
 */
export function messageInput(given: { readonly [name: string]: Json }): MessageInput {
  const body = bodyIn(given)
  const input: MessageInput = {
    body,
    attachments: attachmentsIn(given, body),
    mentions: mentionsIn(given, body),
    importance: textIn(given, 'importance') ?? 'normal',
    subject: textIn(given, 'subject') ?? null,
  }
  const { attachments, mentions } = input
  if (Buffer.byteLength(JSON.stringify({ body, attachments, mentions })) > TEAMS.messageBytes)
    throw new GraphError(413, 'RequestEntityTooLarge', 'The message is too large. Its size must not exceed 28 KB.')
  return input
}

function bodyIn(given: { readonly [name: string]: Json }): MessageInput['body'] {
  const body = isObject(given.body) ? given.body : undefined
  const content = body && textIn(body, 'content')
  if (content === undefined) throw invalid("The property 'body.content' is required.")
  const contentType = textIn(body ?? {}, 'contentType') ?? 'text'
  if (contentType !== 'text' && contentType !== 'html')
    throw invalid(`Invalid value '${contentType}' for property 'body.contentType'.`)
  const hasAttachments = Array.isArray(given.attachments) && given.attachments.length > 0
  if (content === '' && !hasAttachments) throw invalid("The property 'body.content' must not be empty.")
  return { contentType, content }
}

function attachmentsIn(
  given: { readonly [name: string]: Json },
  body: MessageInput['body'],
): MessageInput['attachments'] {
  const attachments = objectsIn(given, 'attachments').map(attachment)
  const marked = new Set(body.contentType === 'html' ? idsIn(body.content, ATTACHMENT) : [])
  const ids = new Set(attachments.map(({ id }) => String(id)))
  for (const id of ids) if (!marked.has(id)) throw invalid(`Attachment with id '${id}' is not referenced in the body.`)
  for (const id of marked)
    if (!ids.has(id)) throw invalid(`The body references attachment '${id}', which is not there.`)
  return attachments
}

function attachment(one: { [name: string]: Json }): { [name: string]: Json } {
  const contentType = textIn(one, 'contentType')
  if (!contentType) throw invalid("The property 'contentType' of an attachment is required.")
  if (!textIn(one, 'id')) throw invalid("The property 'id' of an attachment is required.")
  const content = textIn(one, 'content') ?? null
  if (contentType.startsWith('application/vnd.microsoft.card.')) checkCard(contentType, content)
  if (contentType === 'reference' && !textIn(one, 'contentUrl'))
    throw invalid("The property 'contentUrl' of a reference attachment is required.")
  const unset = { content: null, contentUrl: null, name: null, teamsAppId: null, thumbnailUrl: null }
  return { ...unset, ...one, contentType }
}

/** A card travels as JSON in a text; what it shows is the client's affair. */
function checkCard(contentType: string, content: string | null): void {
  const card = content === null ? undefined : parsed(content)
  if (!isObject(card)) throw invalid("The property 'content' of a card must be a JSON object, serialised to a string.")
  if (contentType === ADAPTIVE_CARD && !isCard(card)) throw invalid("Property 'type' must be 'AdaptiveCard'.")
}

function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

function mentionsIn(given: { readonly [name: string]: Json }, body: MessageInput['body']): MessageInput['mentions'] {
  const mentions = objectsIn(given, 'mentions')
  const marked = new Set(body.contentType === 'html' ? idsIn(body.content, MENTION) : [])
  const ids = new Set(mentions.map(({ id }) => String(id)))
  for (const id of ids) if (!marked.has(id)) throw invalid(`Mention with id '${id}' is not referenced in the body.`)
  for (const id of marked) if (!ids.has(id)) throw invalid(`The body references mention '${id}', which is not there.`)
  for (const { mentioned, mentionText } of mentions)
    if (!isObject(mentioned) || typeof mentionText !== 'string')
      throw invalid("A mention needs 'mentionText' and 'mentioned'.")
  return mentions
}

function idsIn(html: string, tag: RegExp): string[] {
  return Array.from(html.matchAll(tag), ([, double, single]) => double ?? single ?? '')
}
