import { instancesBetween } from '../../../world/exchange/calendar-item.ts'
import { calendarView } from '../../../world/exchange/calendar-view.ts'
import { locate } from '../../../world/exchange/locate.ts'
import { calendarIdOf, type Mailbox } from '../../../world/exchange/mailbox.ts'
import { type GraphContext, parameter } from '../../call.ts'
import type { Route } from '../../route.ts'
import { READ_CALENDARS } from './calendar-permissions.ts'
import { eventList } from './event-list.ts'
import { calendarIn } from './events.ts'
import { mailboxRead } from './mailbox-route.ts'
import { timeWindowOf } from './time-window.ts'

function view(context: GraphContext, mailbox: Mailbox, calendarId: string, name: string) {
  const { from, to } = timeWindowOf(context.query)
  return eventList(context, calendarView(mailbox, calendarId, from, to), `users('${mailbox.owner.id}')/${name}`)
}

/** Occurrences, exceptions and single events in a stretch of time: learn.microsoft.com/graph/api/user-list-calendarview. */
export const calendarViewRoutes: readonly Route[] = [
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/calendarView',
    answer: (context, mailbox) => view(context, mailbox, calendarIdOf(mailbox.owner), 'calendarView'),
  }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/calendar/calendarView',
    permissions: READ_CALENDARS,
    response: '#/$defs/microsoft.graph.event!collection',
    answer: (context, mailbox) => view(context, mailbox, calendarIdOf(mailbox.owner), 'calendar/calendarView'),
  }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/calendars/{calendar-id}/calendarView',
    answer(context, mailbox) {
      const id = calendarIn(context, mailbox)
      return view(context, mailbox, id, `calendars('${id}')/calendarView`)
    },
  }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/events/{event-id}/instances',
    permissions: READ_CALENDARS,
    response: '#/$defs/microsoft.graph.event!collection',
    answer(context, mailbox) {
      const { item } = locate(mailbox, parameter(context, 1))
      const { from, to } = timeWindowOf(context.query)
      const instances = item.recurrence ? instancesBetween(item, from, to) : []
      return eventList(context, instances, `users('${mailbox.owner.id}')/events('${item.id}')/instances`)
    },
  }),
]
