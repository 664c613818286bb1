import { single } from '../../../world/exchange/calendar-item.ts'
import { createEvent } from '../../../world/exchange/create-event.ts'
import { deleteEvent } from '../../../world/exchange/delete-event.ts'
import { idOf } from '../../../world/exchange/event-view.ts'
import { etag } from '../../../world/exchange/item-id.ts'
import { type Located, locate } from '../../../world/exchange/locate.ts'
import { calendarIdOf, type Mailbox } from '../../../world/exchange/mailbox.ts'
import { itemNotFound } from '../../../world/exchange/refusal.ts'
import { updateEvent } from '../../../world/exchange/update-event.ts'
import type { Work } from '../../../world/exchange/work.ts'
import { isObject } from '../../../world/model.ts'
import { type GraphContext, noContent, parameter, type WriteContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { READ_CALENDARS, WRITE_CALENDARS } from './calendar-permissions.ts'
import { checkMatch } from './etag.ts'
import { eventList, eventSingle, itemsOf } from './event-list.ts'
import { mailboxRead, mailboxWrite } from './mailbox-route.ts'

const EVENT = '#/$defs/microsoft.graph.event'
const EVENTS = `${EVENT}!collection`

/** The calendar that a path names. */
export function calendarIn(context: GraphContext, mailbox: Mailbox): string {
  const wanted = parameter(context, 1)
  const found = mailbox.calendars.find(({ id }) => id === wanted)
  if (!found) throw itemNotFound()
  return found.id
}

function create(context: WriteContext, mailbox: Mailbox, work: Work, calendarId: string) {
  const { tenancy, call } = context
  const body = isObject(call.body) ? call.body : {}
  const item = createEvent(tenancy.exchange, work, mailbox, calendarId, body)
  const location = `${call.origin}/v1.0/users/${mailbox.owner.id}/events/${item.id}`
  return eventSingle(context, mailbox, single(item), 201, { Location: location })
}

function update(context: WriteContext, mailbox: Mailbox, work: Work) {
  const { tenancy, call } = context
  const located = found(context, mailbox)
  const body = isObject(call.body) ? call.body : {}
  updateEvent(tenancy.exchange, work, mailbox, located, body)
  const now = tenancy.exchange.mailbox(mailbox.owner)
  return eventSingle(context, now, locate(now, parameter(context, 1)).instance)
}

function remove(context: WriteContext, mailbox: Mailbox, work: Work) {
  const { exchange } = context.tenancy
  deleteEvent(exchange, work, mailbox, found(context, mailbox))
  return noContent()
}

/** The event of the path, as long as the caller knows its present state. */
function found(context: GraphContext, mailbox: Mailbox): Located {
  const located = locate(mailbox, parameter(context, 1))
  checkMatch(context, etag(idOf(located.instance), located.instance.content.version))
  return located
}

const contextOf = ({ owner }: Mailbox) => `users('${owner.id}')/events`

/** Events: learn.microsoft.com/graph/api/resources/event. */
export const eventRoutes: readonly Route[] = [
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/events',
    answer: (context, mailbox) => eventList(context, itemsOf(mailbox, calendarIdOf(mailbox.owner)), contextOf(mailbox)),
  }),
  mailboxWrite({
    method: 'POST',
    template: '/users/{user-id}/events',
    write: (context, mailbox, work) => create(context, mailbox, work, calendarIdOf(mailbox.owner)),
  }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/calendar/events',
    permissions: READ_CALENDARS,
    response: EVENTS,
    answer: (context, mailbox) => eventList(context, itemsOf(mailbox, calendarIdOf(mailbox.owner)), contextOf(mailbox)),
  }),
  mailboxWrite({
    method: 'POST',
    template: '/users/{user-id}/calendar/events',
    permissions: WRITE_CALENDARS,
    request: EVENT,
    response: EVENT,
    write: (context, mailbox, work) => create(context, mailbox, work, calendarIdOf(mailbox.owner)),
  }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/calendars/{calendar-id}/events',
    answer(context, mailbox) {
      const id = calendarIn(context, mailbox)
      return eventList(context, itemsOf(mailbox, id), `users('${mailbox.owner.id}')/calendars('${id}')/events`)
    },
  }),
  mailboxWrite({
    method: 'POST',
    template: '/users/{user-id}/calendars/{calendar-id}/events',
    write: (context, mailbox, work) => create(context, mailbox, work, calendarIn(context, mailbox)),
  }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/events/{event-id}',
    answer: (context, mailbox) => eventSingle(context, mailbox, locate(mailbox, parameter(context, 1)).instance),
  }),
  mailboxWrite({ method: 'PATCH', template: '/users/{user-id}/events/{event-id}', write: update }),
  mailboxWrite({ method: 'DELETE', template: '/users/{user-id}/events/{event-id}', write: remove }),
]
