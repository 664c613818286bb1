import { etag } from '../../../world/exchange/item-id.ts'
import {
  createDraft,
  locateMessage,
  removeMessage,
  sendDraft,
  sendMail,
  updateMessage,
} from '../../../world/exchange/mail.ts'
import type { Mailbox } from '../../../world/exchange/mailbox.ts'
import { attachmentBodies } from '../../../world/exchange/message-view.ts'
import type { Work } from '../../../world/exchange/work.ts'
import { isObject } from '../../../world/model.ts'
import { type GraphContext, noContent, parameter, type WriteContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import type { Route } from '../../route.ts'
import { checkMatch } from './etag.ts'
import { READ_MAIL, SEND_MAIL, WRITE_MAIL } from './mail-permissions.ts'
import { mailboxRead, mailboxWrite } from './mailbox-route.ts'
import { messageList, messageSingle } from './message-list.ts'
import { outlookList } from './outlook-list.ts'

const ONE = '/users/{user-id}/messages/{message-id}'

const bodyOf = ({ call }: GraphContext) => (isObject(call.body) ? call.body : {})

const named = (context: GraphContext, mailbox: Mailbox) => locateMessage(mailbox, parameter(context, 1))

function send(context: WriteContext, mailbox: Mailbox, work: Work) {
  const { exchange } = context.tenancy
  const body = bodyOf(context)
  const message = body.message ?? body.Message
  if (!isObject(message)) throw new GraphError(400, 'BadRequest', 'Empty Payload. JSON content expected.')
  const save = body.saveToSentItems ?? body.SaveToSentItems
  sendMail(exchange, work, mailbox, message, save !== false)
  return noContent(202)
}

function create(context: WriteContext, mailbox: Mailbox, work: Work) {
  const { exchange } = context.tenancy
  const draft = createDraft(exchange, work, mailbox, bodyOf(context))
  const location = `${context.call.origin}/v1.0/users/${mailbox.owner.id}/messages/${draft.id}`
  return messageSingle(context, mailbox, draft, 201, { Location: location })
}

function update(context: WriteContext, mailbox: Mailbox, work: Work) {
  const message = named(context, mailbox)
  checkMatch(context, etag(message.id, message.version))
  return messageSingle(
    context,
    mailbox,
    updateMessage(context.tenancy.exchange, work, mailbox, message, bodyOf(context)),
  )
}

/** Mail: learn.microsoft.com/graph/api/resources/message, user-sendmail. */
export const messageRoutes: readonly Route[] = [
  mailboxWrite({ method: 'POST', template: '/users/{user-id}/sendMail', permissions: SEND_MAIL, write: send }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/messages',
    permissions: READ_MAIL,
    answer: (context, mailbox) => messageList(context, mailbox, undefined),
  }),
  mailboxWrite({ method: 'POST', template: '/users/{user-id}/messages', permissions: WRITE_MAIL, write: create }),
  mailboxRead({
    method: 'GET',
    template: ONE,
    permissions: READ_MAIL,
    answer: (context, mailbox) => messageSingle(context, mailbox, named(context, mailbox)),
  }),
  mailboxWrite({ method: 'PATCH', template: ONE, permissions: WRITE_MAIL, write: update }),
  mailboxWrite({
    method: 'DELETE',
    template: ONE,
    permissions: WRITE_MAIL,
    write(context, mailbox, work) {
      removeMessage(context.tenancy.exchange, work, mailbox, named(context, mailbox))
      return noContent()
    },
  }),
  mailboxWrite({
    method: 'POST',
    template: `${ONE}/send`,
    permissions: SEND_MAIL,
    write(context, mailbox, work) {
      const { exchange } = context.tenancy
      sendDraft(exchange, work, mailbox, named(context, mailbox))
      return noContent(202)
    },
  }),
  mailboxRead({
    method: 'GET',
    template: `${ONE}/attachments`,
    permissions: READ_MAIL,
    answer(context, mailbox) {
      const message = named(context, mailbox)
      const rows = attachmentBodies(message).map((body) => ({ indexed: body, shown: body }))
      const contextName = `users('${mailbox.owner.id}')/messages('${message.id}')/attachments`
      return outlookList(context, { rows, contextName, filterable: ['id', 'name', 'contentType', 'size'] })
    },
  }),
]
