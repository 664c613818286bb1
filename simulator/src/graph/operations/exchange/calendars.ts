import { changeKey } from '../../../world/exchange/item-id.ts'
import type { Calendar, Mailbox } from '../../../world/exchange/mailbox.ts'
import { itemNotFound } from '../../../world/exchange/refusal.ts'
import type { Properties } from '../../../world/model.ts'
import type { GraphContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { READ_CALENDARS } from './calendar-permissions.ts'
import { calendarIn } from './events.ts'
import { mailboxRead } from './mailbox-route.ts'
import { outlookList, outlookSingle } from './outlook-list.ts'

function calendarBody({ owner }: Mailbox, { id, name, isDefault }: Calendar): Properties {
  return {
    id,
    name,
    color: 'auto',
    hexColor: '',
    isDefaultCalendar: isDefault,
    changeKey: changeKey(id, 1),
    canShare: true,
    canViewPrivateItems: true,
    canEdit: isDefault,
    allowedOnlineMeetingProviders: isDefault ? ['teamsForBusiness'] : [],
    defaultOnlineMeetingProvider: isDefault ? 'teamsForBusiness' : 'unknown',
    isTallyingResponses: isDefault,
    isRemovable: !isDefault,
    owner: { name: owner.displayName, address: owner.address },
  }
}

function one(context: GraphContext, mailbox: Mailbox, fits: (calendar: Calendar) => boolean, name: string) {
  const found = mailbox.calendars.find(fits)
  if (!found) throw itemNotFound()
  const contextName = `users('${mailbox.owner.id}')/${name}`
  return outlookSingle(context, calendarBody(mailbox, found), { kind: 'calendar', contextName })
}

/** The calendars of a mailbox: learn.microsoft.com/graph/api/resources/calendar. */
export const calendarRoutes: readonly Route[] = [
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/calendar',
    permissions: READ_CALENDARS,
    answer: (context, mailbox) => one(context, mailbox, ({ isDefault }) => isDefault, 'calendar'),
  }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/calendars',
    answer(context, mailbox) {
      const rows = mailbox.calendars.map((calendar) => {
        const body = calendarBody(mailbox, calendar)
        return { indexed: body, shown: body }
      })
      const contextName = `users('${mailbox.owner.id}')/calendars`
      return outlookList(context, { rows, kind: 'calendar', contextName, filterable: ['name', 'id'] })
    },
  }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/calendars/{calendar-id}',
    permissions: READ_CALENDARS,
    response: '#/$defs/microsoft.graph.calendar',
    answer(context, mailbox) {
      const wanted = calendarIn(context, mailbox)
      return one(context, mailbox, ({ id }) => id === wanted, 'calendars')
    },
  }),
]
