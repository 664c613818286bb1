import { isObject, type Json, type Properties } from '../model.ts'
import { readBody } from './body-text.ts'
import type { Address } from './calendar-item.ts'
import { readRecipient } from './recipient.ts'
import { ExchangeRefusal, failedValidation } from './refusal.ts'

/** A file that came with a message: learn.microsoft.com/graph/api/resources/fileattachment. */
export interface Attachment {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly contentBytes: string
  readonly isInline: boolean
  readonly contentId: string | null
}

/** A mail in one mailbox: learn.microsoft.com/graph/api/resources/message. Never changed, only replaced. */
export interface Message {
  readonly id: string
  readonly folder: FolderName
  readonly internetMessageId: string
  readonly conversationId: string
  readonly from: Address
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly bcc: readonly Address[]
  readonly replyTo: readonly Address[]
  readonly created: number
  readonly sent: number | undefined
  readonly isDraft: boolean
  readonly isRead: boolean
  readonly attachments: readonly Attachment[]
  /** subject, body, importance, categories, flag and the receipts, by Graph's own names. */
  readonly fields: Properties
  readonly changed: number
  readonly version: number
}

/** Folders that every mailbox has, by their well-known names (graph/api/resources/mailfolder). */
export const FOLDERS = {
  inbox: 'Inbox',
  drafts: 'Drafts',
  sentitems: 'Sent Items',
  deleteditems: 'Deleted Items',
  junkemail: 'Junk Email',
  archive: 'Archive',
  outbox: 'Outbox',
} as const

export type FolderName = keyof typeof FOLDERS

type Draft = Pick<Message, 'to' | 'cc' | 'bcc' | 'replyTo' | 'fields' | 'attachments'>

const NEW_MESSAGE: Draft = {
  to: [],
  cc: [],
  bcc: [],
  replyTo: [],
  attachments: [],
  fields: {
    subject: '',
    body: { contentType: 'text', content: '' },
    importance: 'normal',
    categories: [],
    flag: { flagStatus: 'notFlagged' },
    isDeliveryReceiptRequested: false,
    isReadReceiptRequested: false,
    inferenceClassification: 'focused',
  },
}

/** learn.microsoft.com/graph/api/user-sendmail: attachments under 3 MB travel with the request. */
const LARGEST_ATTACHMENT = 3 * 1024 * 1024

/** What a message is after a body was written over it. */
export function draftAfter(before: Draft | undefined, body: { [name: string]: Json }): Draft {
  const base = before ?? NEW_MESSAGE
  const people = (name: string, known: readonly Address[]) =>
    Array.isArray(body[name]) ? body[name].map((one) => readRecipient(one)) : known
  const fields = { ...base.fields }
  for (const name of Object.keys(fields)) if (body[name] !== undefined) fields[name] = body[name] ?? null
  if (body.body !== undefined) fields.body = { ...readBody(body.body) }
  return {
    to: people('toRecipients', base.to),
    cc: people('ccRecipients', base.cc),
    bcc: people('bccRecipients', base.bcc),
    replyTo: people('replyTo', base.replyTo),
    attachments: Array.isArray(body.attachments) ? body.attachments.map(readAttachment) : base.attachments,
    fields,
  }
}

function readAttachment(value: Json, place: number): Attachment {
  if (!isObject(value) || typeof value.contentBytes !== 'string' || typeof value.name !== 'string')
    throw failedValidation()
  const { name, contentBytes } = value
  if (Buffer.byteLength(contentBytes, 'base64') > LARGEST_ATTACHMENT)
    throw new ExchangeRefusal(
      413,
      'ErrorMessageSizeExceeded',
      'The message exceeds the maximum supported size. Upload the attachment in an upload session.',
    )
  return {
    id: String(place),
    name,
    contentBytes,
    contentType: typeof value.contentType === 'string' ? value.contentType : 'application/octet-stream',
    isInline: value.isInline === true,
    contentId: typeof value.contentId === 'string' ? value.contentId : null,
  }
}
