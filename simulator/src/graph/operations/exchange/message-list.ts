import type { Mailbox } from '../../../world/exchange/mailbox.ts'
import type { FolderName, Message } from '../../../world/exchange/message.ts'
import { type MessageView, messageBody } from '../../../world/exchange/message-view.ts'
import type { GraphAnswer, GraphContext } from '../../call.ts'
import { outlookList, outlookSingle } from './outlook-list.ts'
import { preferencesOf } from './preferences.ts'

/** What Exchange filters messages by (graph/filter-query-parameter). */
const FILTERABLE = [
  'categories',
  'conversationId',
  'createdDateTime',
  'flag',
  'from',
  'hasAttachments',
  'id',
  'importance',
  'internetMessageId',
  'isDraft',
  'isRead',
  'lastModifiedDateTime',
  'parentFolderId',
  'receivedDateTime',
  'sender',
  'sentDateTime',
  'subject',
]

const FULL = ['Mail.Read', 'Mail.ReadWrite']

function viewOf(context: GraphContext): MessageView {
  const held = [...context.token.roles, ...context.token.scopes]
  const basic = held.some((name) => name.startsWith('Mail.ReadBasic')) && !held.some((one) => FULL.includes(one))
  return { bodyType: preferencesOf(context).bodyType, basic }
}

/** Messages of a mailbox or of one folder, the newest first. */
export function messageList(context: GraphContext, mailbox: Mailbox, folder: FolderName | undefined): GraphAnswer {
  const view = viewOf(context)
  const rows = [...mailbox.messages.values()]
    .filter((message) => folder === undefined || message.folder === folder)
    .reverse()
    .map((message) => messageBody(mailbox.owner, message, view))
    .map((body) => ({ indexed: body, shown: body }))
  const { headers } = preferencesOf(context)
  const contextName = `users('${mailbox.owner.id}')/messages`
  return outlookList(context, { rows, contextName, filterable: FILTERABLE, headers })
}

/** One message. */
export function messageSingle(
  context: GraphContext,
  mailbox: Mailbox,
  message: Message,
  status = 200,
  headers: { readonly [name: string]: string } = {},
): GraphAnswer {
  const shown = messageBody(mailbox.owner, message, viewOf(context))
  const about = { contextName: `users('${mailbox.owner.id}')/messages`, headers: preferencesOf(context).headers }
  return outlookSingle(context, shown, about, status, headers)
}
