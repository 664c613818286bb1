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

/** The calendar that a path names. */
export function calendarIn(context: GraphContext, mailbox: Mailbox): string {
  const wanted = parameter(context, 1)
  const found = mailbox.calendars.find(({ id }) => id === wanted)
  if (!found) throw itemNotFound()
  return found.id
}

/** One of the paths below which events stand. */
interface EventSet {
  readonly template: string
  /** Which parameter of the path is the event's id. */
  readonly place: number
  /** The calendar that is meant. */
  readonly calendar: (context: GraphContext, mailbox: Mailbox) => string
}

const SETS: readonly EventSet[] = [
  { template: '/users/{user-id}/events', place: 1, calendar: (_, { owner }) => calendarIdOf(owner) },
  { template: '/users/{user-id}/calendar/events', place: 1, calendar: (_, { owner }) => calendarIdOf(owner) },
  { template: '/users/{user-id}/calendars/{calendar-id}/events', place: 2, calendar: calendarIn },
]

function eventSet({ template, place, calendar }: EventSet): Route[] {
  const [one, read, write] = [`${template}/{event-id}`, READ_CALENDARS, WRITE_CALENDARS]

  function find(context: GraphContext, mailbox: Mailbox): Located {
    const located = locate(mailbox, parameter(context, place))
    if (located.item.calendarId !== calendar(context, mailbox)) throw itemNotFound()
    return located
  }

  /** The event of the path, as long as the caller knows its present state. */
  function matching(context: GraphContext, mailbox: Mailbox): Located {
    const located = find(context, mailbox)
    checkMatch(context, etag(idOf(located.instance), located.instance.content.version))
    return located
  }

  function list(context: GraphContext, mailbox: Mailbox) {
    const id = calendar(context, mailbox)
    const below = place === 2 ? `calendars('${id}')/events` : 'events'
    return eventList(context, itemsOf(mailbox, id), `users('${mailbox.owner.id}')/${below}`)
  }

  function create(context: WriteContext, mailbox: Mailbox, work: Work) {
    const { tenancy, call } = context
    const item = createEvent(tenancy.exchange, work, mailbox, calendar(context, mailbox), bodyOf(context))
    const location = `${call.origin}/v1.0/users/${mailbox.owner.id}/events/${item.id}`
    return eventSingle(context, mailbox, single(item), 201, { Location: location })
  }

  function update(context: WriteContext, mailbox: Mailbox, work: Work) {
    const { exchange } = context.tenancy
    updateEvent(exchange, work, mailbox, matching(context, mailbox), bodyOf(context))
    const now = exchange.mailbox(mailbox.owner)
    return eventSingle(context, now, find(context, now).instance)
  }

  function remove(context: WriteContext, mailbox: Mailbox, work: Work) {
    deleteEvent(context.tenancy.exchange, work, mailbox, matching(context, mailbox))
    return noContent()
  }

  const typed = { request: EVENT, response: EVENT, permissions: write }
  return [
    mailboxRead({ method: 'GET', template, permissions: read, response: `${EVENT}!collection`, answer: list }),
    mailboxWrite({ method: 'POST', template, ...typed, write: create }),
    mailboxRead({
      method: 'GET',
      template: one,
      permissions: read,
      response: EVENT,
      answer: (context, mailbox) => eventSingle(context, mailbox, find(context, mailbox).instance),
    }),
    mailboxWrite({ method: 'PATCH', template: one, ...typed, write: update }),
    mailboxWrite({ method: 'DELETE', template: one, permissions: write, write: remove }),
  ]
}

const bodyOf = ({ call }: WriteContext) => (isObject(call.body) ? call.body : {})

/** Events: learn.microsoft.com/graph/api/resources/event. */
export const eventRoutes: readonly Route[] = SETS.flatMap(eventSet)
