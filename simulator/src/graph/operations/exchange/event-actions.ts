import { cancelEvent } from '../../../world/exchange/delete-event.ts'
import { locate } from '../../../world/exchange/locate.ts'
import type { Mailbox } from '../../../world/exchange/mailbox.ts'
import { type Answer, readAnswer, respond } from '../../../world/exchange/responses.ts'
import type { Work } from '../../../world/exchange/work.ts'
import { isObject } from '../../../world/model.ts'
import { noContent, parameter, type WriteContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { WRITE_CALENDARS } from './calendar-permissions.ts'
import { mailboxWrite } from './mailbox-route.ts'

function cancel(context: WriteContext, mailbox: Mailbox, work: Work) {
  const { tenancy, call } = context
  const body = isObject(call.body) ? call.body : {}
  const comment = body.Comment ?? body.comment
  const located = locate(mailbox, parameter(context, 1))
  cancelEvent(tenancy.exchange, work, mailbox, located, typeof comment === 'string' ? comment : '')
  return noContent(202)
}

const answering = (action: string, response: Answer['response']): Route =>
  mailboxWrite({
    method: 'POST',
    template: `/users/{user-id}/events/{event-id}/${action}`,
    permissions: WRITE_CALENDARS,
    write(context, mailbox, work) {
      const { exchange } = context.tenancy
      const located = locate(mailbox, parameter(context, 1))
      const answer = readAnswer(response, context.call.body)
      respond(exchange, work, mailbox, located, answer)
      return noContent(202)
    },
  })

/** What is done with a meeting: learn.microsoft.com/graph/api/event-cancel, -accept, -tentativelyaccept, -decline. */
export const eventActionRoutes: readonly Route[] = [
  mailboxWrite({ method: 'POST', template: '/users/{user-id}/events/{event-id}/cancel', write: cancel }),
  answering('accept', 'accepted'),
  answering('tentativelyAccept', 'tentativelyAccepted'),
  answering('decline', 'declined'),
]
