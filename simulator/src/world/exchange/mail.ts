import type { Json } from '../model.ts'
import { bodyOf, previewOf } from './body-text.ts'
import type { Exchange } from './exchange.ts'
import { etag, itemId, readItemId } from './item-id.ts'
import type { Mailbox } from './mailbox.ts'
import { draftAfter, FOLDERS, type FolderName, type Message } from './message.ts'
import { isInside, type MailboxOwner, ownersAt } from './owner.ts'
import { ExchangeRefusal, idMalformed, invalidRecipients, invalidRequest, itemNotFound } from './refusal.ts'
import type { Work } from './work.ts'

type Body = { [name: string]: Json }

/** learn.microsoft.com/exchange limits: at most 500 recipients of a message. */
const MOST_RECIPIENTS = 500

export function locateMessage(mailbox: Mailbox, id: string): Message {
  const read = readItemId(id)
  if (!read) throw idMalformed()
  const message = mailbox.messages.get(read.id)
  if (!message) throw itemNotFound()
  return message
}

/** The id of a folder that every mailbox has. */
export const folderId = (owner: MailboxOwner, name: FolderName): string => itemId(`${owner.id}/folder/${name}`)

/** The folder named by its id or well-known name. */
export function locateFolder({ owner }: Mailbox, reference: string): FolderName {
  const wanted = reference.toLowerCase()
  const found = names().find((name) => name === wanted || folderId(owner, name) === reference)
  if (found) return found
  if (!readItemId(reference)) throw idMalformed()
  throw itemNotFound()
}

export function names(): FolderName[] {
  return Object.keys(FOLDERS).filter((name): name is FolderName => name in FOLDERS)
}

/** Keeps a new draft: learn.microsoft.com/graph/api/user-post-messages. */
export function createDraft(exchange: Exchange, work: Work, { owner }: Mailbox, body: Body): Message {
  return put(exchange, work, owner, draftOf(exchange, work, owner, body))
}

function draftOf({ tenancy }: Exchange, work: Work, owner: MailboxOwner, body: Body): Message {
  const number = work.random.guid()
  return {
    ...draftAfter(undefined, body),
    id: itemId(`${owner.id}/message/${number}`),
    folder: 'drafts',
    internetMessageId: `<${number}@${tenancy.profile.domain}>`,
    conversationId: itemId(`conversation/${number}`),
    from: { name: owner.displayName, address: owner.address },
    created: work.now,
    sent: undefined,
    isDraft: true,
    isRead: true,
    changed: work.now,
    version: 1,
  }
}

/** Changes a draft, or what may change of a message that was sent: learn.microsoft.com/graph/api/message-update. */
export function updateMessage(exchange: Exchange, work: Work, { owner }: Mailbox, message: Message, body: Body) {
  const allowed = new Set(['isRead', 'categories', 'flag', 'importance', 'inferenceClassification'])
  const given = Object.entries(body).filter(([name]) => message.isDraft || allowed.has(name))
  const isRead = typeof body.isRead === 'boolean' ? body.isRead : message.isRead
  const content = draftAfter(message, Object.fromEntries(given))
  return put(exchange, work, owner, {
    ...message,
    ...content,
    isRead,
    changed: work.now,
    version: message.version + 1,
  })
}

/** Sends at once: learn.microsoft.com/graph/api/user-sendmail. */
export function sendMail(exchange: Exchange, work: Work, { owner }: Mailbox, body: Body, save: boolean): void {
  const draft = draftOf(exchange, work, owner, body)
  refuseUnsendable(draft)
  deliver(exchange, work, owner, draft, save)
}

/** Sends a draft: learn.microsoft.com/graph/api/message-send. */
export function sendDraft(exchange: Exchange, work: Work, mailbox: Mailbox, draft: Message): void {
  if (!draft.isDraft) throw invalidRequest('The message was sent already.')
  refuseUnsendable(draft)
  removeMessage(exchange, work, mailbox, draft)
  deliver(exchange, work, mailbox.owner, draft, true)
}

export function removeMessage(exchange: Exchange, work: Work, { owner }: Mailbox, message: Message): void {
  exchange.open(owner).messages.delete(message.id)
  tell(work, owner, message, 'deleted')
}

function refuseUnsendable({ to, cc, bcc }: Pick<Message, 'to' | 'cc' | 'bcc'>): void {
  const count = to.length + cc.length + bcc.length
  if (count === 0) throw invalidRecipients("A message can't be sent because it contains no recipients.")
  if (count > MOST_RECIPIENTS)
    throw new ExchangeRefusal(400, 'ErrorExceededMaxRecipients', `At most ${MOST_RECIPIENTS} recipients are allowed.`)
}

/** Into the inboxes of the organisation, the outbox for everybody else, and the sender's sent items. */
function deliver(exchange: Exchange, work: Work, sender: MailboxOwner, draft: Message, save: boolean): void {
  const sent = { ...draft, isDraft: false, sent: work.now, created: work.now, changed: work.now, version: 1 }
  const addresses = [...draft.to, ...draft.cc, ...draft.bcc].map(({ address }) => address)
  const id = (owner: MailboxOwner, folder: string) => itemId(`${owner.id}/${folder}/${draft.internetMessageId}`)
  if (save) put(exchange, work, sender, { ...sent, id: id(sender, 'sentitems'), folder: 'sentitems', isRead: true })
  const inside = new Map(addresses.flatMap((one) => ownersAt(exchange.tenancy, one)).map((owner) => [owner.id, owner]))
  for (const owner of inside.values())
    put(exchange, work, owner, { ...sent, id: id(owner, 'inbox'), folder: 'inbox', isRead: false, bcc: [] })
  const outside = addresses.filter((address) => !isInside(exchange.tenancy, address))
  if (outside.length === 0) return
  exchange.outbox.push({
    at: work.now,
    kind: 'message',
    from: sender.address,
    to: outside,
    subject: String(draft.fields.subject ?? ''),
    bodyPreview: previewOf(bodyOf(draft.fields.body)),
    internetMessageId: draft.internetMessageId,
  })
}

function put(exchange: Exchange, work: Work, owner: MailboxOwner, message: Message): Message {
  const { messages } = exchange.open(owner)
  const changeType = messages.has(message.id) ? 'updated' : 'created'
  messages.set(message.id, message)
  tell(work, owner, message, changeType)
  return message
}

function tell(work: Work, owner: MailboxOwner, message: Message, changeType: 'created' | 'updated' | 'deleted'): void {
  const { id, version } = message
  const resource = `users/${owner.id}/messages/${id}`
  work.tell({ changeType, resource, type: 'microsoft.graph.message', id, etag: etag(id, version) })
}
