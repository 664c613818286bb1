import type { Json, Properties } from '../model.ts'
import { bodyAs, bodyOf, previewOf } from './body-text.ts'
import { webLink } from './event-view.ts'
import { changeKey, etag, itemId } from './item-id.ts'
import { folderId, names } from './mail.ts'
import type { Mailbox } from './mailbox.ts'
import { FOLDERS, type FolderName, type Message } from './message.ts'
import type { MailboxOwner } from './owner.ts'
import { recipientBody } from './recipient.ts'

/** How the caller wants to see mail; Mail.ReadBasic leaves out body, preview and attachments. */
export interface MessageView {
  readonly bodyType: 'text' | 'html'
  readonly basic: boolean
}

/** All properties of a message as Graph shows them: learn.microsoft.com/graph/api/resources/message. */
export function messageBody(owner: MailboxOwner, message: Message, view: MessageView): Properties {
  const { id, version, fields, from } = message
  const { body: kept, ...plain } = fields
  const body = bodyOf(kept)
  const sender = recipientBody(from)
  const sent = instant(message.sent ?? message.created)
  return {
    '@odata.etag': etag(id, version),
    id,
    createdDateTime: instant(message.created),
    lastModifiedDateTime: instant(message.changed),
    changeKey: changeKey(id, version),
    receivedDateTime: sent,
    sentDateTime: sent,
    hasAttachments: message.attachments.some(({ isInline }) => !isInline),
    internetMessageId: message.internetMessageId,
    ...plain,
    parentFolderId: folderId(owner, message.folder),
    conversationId: message.conversationId,
    conversationIndex: Buffer.from(message.conversationId).toString('base64').slice(0, 36),
    isRead: message.isRead,
    isDraft: message.isDraft,
    webLink: webLink(id, 'mail'),
    ...(view.basic ? {} : { bodyPreview: previewOf(body), body: bodyAs(body, view.bodyType) }),
    sender,
    from: sender,
    toRecipients: message.to.map(recipientBody),
    ccRecipients: message.cc.map(recipientBody),
    bccRecipients: message.bcc.map(recipientBody),
    replyTo: message.replyTo.map(recipientBody),
  }
}

/** The files of a message: learn.microsoft.com/graph/api/resources/fileattachment. */
export function attachmentBodies(message: Message): Properties[] {
  return message.attachments.map(({ id, name, contentType, contentBytes, isInline, contentId }) => ({
    '@odata.type': '#microsoft.graph.fileAttachment',
    '@odata.mediaContentType': contentType,
    id: itemId(`${message.id}/${id}`),
    lastModifiedDateTime: instant(message.changed),
    name,
    contentType,
    size: Buffer.byteLength(contentBytes, 'base64'),
    isInline,
    contentId,
    contentLocation: null,
    contentBytes,
  }))
}

/** The folders with their counts: learn.microsoft.com/graph/api/resources/mailfolder. */
export function folderBodies(mailbox: Mailbox): Properties[] {
  return names().map((name) => folderBody(mailbox, name))
}

export function folderBody({ owner, messages }: Mailbox, name: FolderName): Properties {
  const within = [...messages.values()].filter(({ folder }) => folder === name)
  return {
    id: folderId(owner, name),
    displayName: FOLDERS[name],
    parentFolderId: itemId(`${owner.id}/folder/root`),
    childFolderCount: 0,
    unreadItemCount: within.filter(({ isRead }) => !isRead).length,
    totalItemCount: within.length,
    sizeInBytes: within.reduce((sum, { fields }) => sum + JSON.stringify(fields).length, 0),
    isHidden: false,
  }
}

const instant = (at: number): Json => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
