import { type Instance, single } from '../../../world/exchange/calendar-item.ts'
import { type EventView, eventBody } from '../../../world/exchange/event-view.ts'
import type { Mailbox } from '../../../world/exchange/mailbox.ts'
import type { GraphAnswer, GraphContext } from '../../call.ts'
import { type OutlookRow, outlookList, outlookSingle } from './outlook-list.ts'
import { type Preferences, preferencesOf } from './preferences.ts'

/** What Exchange filters and orders events by (graph/filter-query-parameter and field reports). */
const FILTERABLE = [
  'categories',
  'createdDateTime',
  'end',
  'hasAttachments',
  'iCalUId',
  'id',
  'importance',
  'isAllDay',
  'isCancelled',
  'isOrganizer',
  'isReminderOn',
  'lastModifiedDateTime',
  'organizer',
  'sensitivity',
  'seriesMasterId',
  'showAs',
  'singleValueExtendedProperties',
  'start',
  'subject',
  'type',
]

const ON_REQUEST = ['singleValueExtendedProperties', 'cancelledOccurrences']

const FULL = ['Calendars.Read', 'Calendars.ReadWrite', 'Calendars.Read.Shared', 'Calendars.ReadWrite.Shared']

/** How the caller sees events: by the Prefer header, and by whether the permission is the basic one. */
export function eventViewOf({ token }: GraphContext, { zone, bodyType }: Preferences): EventView {
  const held = [...token.roles, ...token.scopes]
  const basic = held.some((name) => name.startsWith('Calendars.ReadBasic')) && !held.some((one) => FULL.includes(one))
  return { zone, bodyType, basic }
}

/** Answers a list of events. */
export function eventList(context: GraphContext, instances: readonly Instance[], contextName: string): GraphAnswer {
  const preferences = preferencesOf(context)
  const view = eventViewOf(context, preferences)
  const rows = instances.map((one) => rowOf(one, view))
  const { headers } = preferences
  return outlookList(context, {
    rows,
    kind: 'event',
    contextName,
    filterable: FILTERABLE,
    onRequest: ON_REQUEST,
    headers,
  })
}

/** Answers one event. */
export function eventSingle(
  context: GraphContext,
  mailbox: Mailbox,
  instance: Instance,
  status = 200,
  headers: { readonly [name: string]: string } = {},
): GraphAnswer {
  const preferences = preferencesOf(context)
  const shown = eventBody(instance, eventViewOf(context, preferences))
  const contextName = `users('${mailbox.owner.id}')/events`
  const about = { kind: 'event' as const, contextName, onRequest: ON_REQUEST, headers: preferences.headers }
  return outlookSingle(context, shown, about, status, headers)
}

/** The items of a calendar as they are: single events and series. */
export function itemsOf(mailbox: Mailbox, calendarId: string): Instance[] {
  return [...mailbox.items]
    .filter((item) => item.calendarId === calendarId)
    .map(single)
    .sort((one, other) => other.item.created - one.item.created || (one.item.id < other.item.id ? -1 : 1))
}

/** Times are filtered and ordered as instants, in whatever zone they are shown. */
function rowOf(instance: Instance, view: EventView): OutlookRow {
  const shown = eventBody(instance, view)
  const time = (at: number) => ({ dateTime: new Date(at).toISOString() })
  return { shown, indexed: { ...shown, start: time(instance.from), end: time(instance.to) } }
}
