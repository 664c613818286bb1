import type { Json } from '../model.ts'
import { type CalendarItem, type EventContent, timesOn } from './calendar-item.ts'
import { withMeeting } from './event-fields.ts'
import { contentAfter } from './event-input.ts'
import type { Exchange } from './exchange.ts'
import { send } from './invitations.ts'
import { itemId } from './item-id.ts'
import type { Mailbox } from './mailbox.ts'
import { firstOf, recurrenceAfter } from './recurrence-input.ts'
import { ExchangeRefusal } from './refusal.ts'
import type { Work } from './work.ts'

type Body = { [name: string]: Json }

/** Makes an event and invites its attendees: learn.microsoft.com/graph/api/user-post-events. */
export function createEvent(exchange: Exchange, work: Work, mailbox: Mailbox, calendarId: string, body: Body) {
  const { owner } = mailbox
  const transactionId = typeof body.transactionId === 'string' ? body.transactionId : null
  refuseRepeated(mailbox, transactionId)
  const content = contentAfter(undefined, body)
  const recurrence = recurrenceAfter(undefined, body, content.start)
  const times = recurrence ? timesOn({ ...content, ...NEW }, firstOf(recurrence)) : {}
  const uid = work.random.guid().replaceAll('-', '')
  const item: CalendarItem = {
    ...NEW,
    ...content,
    ...times,
    fields: withMeeting(exchange, mailbox, uid, { ...content.fields, transactionId }),
    id: itemId(`${owner.id}/${uid}/${mailbox.changes}`),
    calendarId,
    uid,
    organizer: { name: owner.displayName, address: owner.address },
    isOrganizer: true,
    created: work.now,
    changed: work.now,
    recurrence,
  }
  return send(exchange, work, owner, item, { before: undefined })
}

const NEW = {
  isCancelled: false,
  response: { response: 'organizer', at: undefined },
  changed: 0,
  version: 1,
  exceptions: new Map<string, EventContent>(),
  cancelledDates: new Set<string>(),
} as const

/** learn.microsoft.com/graph/api/resources/event: transactionId keeps a retried request from making a second event. */
function refuseRepeated(mailbox: Mailbox, transactionId: string | null): void {
  if (transactionId === null) return
  for (const { fields } of mailbox.items)
    if (fields.transactionId === transactionId)
      throw new ExchangeRefusal(
        409,
        'ErrorDuplicateTransactionId',
        "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.",
      )
}
