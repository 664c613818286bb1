import type { Json } from '../model.ts'
import { type CalendarItem, type EventContent, instancesBetween, timesOn } from './calendar-item.ts'
import { onlineMeeting } from './event-fields.ts'
import { contentAfter } from './event-input.ts'
import type { Exchange } from './exchange.ts'
import { cancelCopies, partsOf, send } from './invitations.ts'
import { itemId } from './item-id.ts'
import type { Located } from './locate.ts'
import type { Mailbox } from './mailbox.ts'
import { firstOccurrence, occurrenceDates } from './occurrences.ts'
import { type Recurrence, readRecurrence } from './recurrence.ts'
import { ExchangeRefusal, invalidRequest, notOrganizer } from './refusal.ts'
import { keep, take } from './store.ts'
import { dateOf } from './time-zone.ts'
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

/**
 * Changes an event, or one occurrence of a series: learn.microsoft.com/graph/api/event-update. The organiser's change
 * goes to every attendee; an attendee's own change stays in their copy, until the organiser's next.
 */
export function updateEvent(exchange: Exchange, work: Work, mailbox: Mailbox, located: Located, body: Body) {
  const { item, date } = located
  const after = date === undefined ? wholeAfter(exchange, work, mailbox, item, body) : oneAfter(work, located, body)
  if (!item.isOrganizer) keep(exchange, work, mailbox.owner, after)
  else return send(exchange, work, mailbox.owner, after, { before: item, date })
  return after
}

function wholeAfter(exchange: Exchange, work: Work, mailbox: Mailbox, item: CalendarItem, body: Body): CalendarItem {
  const content = contentAfter(item, body)
  const recurrence = recurrenceAfter(item, body, content.start)
  const times = recurrence ? timesOn({ ...item, ...content }, firstOf(recurrence)) : {}
  const pattern = (one: unknown) => JSON.stringify(one)
  const rescheduled =
    pattern([item.recurrence, item.start, item.end]) !== pattern([recurrence, content.start, content.end])
  const exceptions = new Map<string, EventContent>()
  if (!rescheduled)
    for (const [day, one] of item.exceptions)
      exceptions.set(day, changedBy(one, { ...contentAfter(one, timeless(body)) }, work))
  return {
    ...item,
    ...content,
    ...times,
    fields: withMeeting(exchange, mailbox, item.uid, content.fields),
    recurrence,
    exceptions,
    cancelledDates: rescheduled ? new Set() : item.cancelledDates,
    changed: work.now,
    version: item.version + 1,
  }
}

/** A body without what an exception has of its own. */
function timeless({ start, end, isAllDay, recurrence, ...rest }: Body): Body {
  return rest
}

function oneAfter(work: Work, { item, instance, date = '' }: Located, body: Body): CalendarItem {
  if (body.recurrence !== undefined && body.recurrence !== null)
    throw invalidRequest('An occurrence of a series cannot have a recurrence of its own.')
  const content = contentAfter(instance.content, body)
  const changed = changedBy(partsOf(instance.content), content, work)
  refuseCrossing(item, date, changed)
  return withException(item, date, changed)
}

const changedBy = (before: EventContent, content: Partial<EventContent>, work: Work): EventContent => ({
  ...before,
  ...content,
  changed: work.now,
  version: before.version + 1,
})

/** A series with one occurrence of its own content. */
export function withException(item: CalendarItem, date: string, content: EventContent): CalendarItem {
  const exceptions = new Map([...item.exceptions, [date, content]])
  return { ...item, exceptions, changed: content.changed, version: item.version + 1 }
}

/**
 * An occurrence cannot be moved to or before the day of the one before it, nor to or after the day of the one after
 * (learn.microsoft.com/graph/api/event-update).
 */
function refuseCrossing(item: CalendarItem, date: string, { start }: EventContent): void {
  const day = dateOf(start.local)
  if (day === date || !item.recurrence) return
  const [low, high] = day < date ? [day, date] : [date, day]
  const others = occurrenceDates(item.recurrence, low, high).filter((one) => one !== date)
  if (others.length > 0)
    throw new ExchangeRefusal(
      400,
      'ErrorOccurrenceCrossingBoundary',
      'Modified occurrence is crossing or overlapping adjacent occurrence.',
    )
}

/** Removes an event or an occurrence; what its organiser removes is cancelled (learn.microsoft.com/graph/api/event-delete). */
export function deleteEvent(exchange: Exchange, work: Work, mailbox: Mailbox, located: Located, comment = ''): void {
  const { item, date } = located
  const { owner } = mailbox
  if (date !== undefined) {
    const left = withoutOccurrence(item, date, work)
    if (item.isOrganizer)
      send(exchange, work, owner, left, { before: item, date, kind: 'meetingCancellation', comment })
    else keep(exchange, work, owner, left)
    return
  }
  take(exchange, work, owner, item)
  if (item.isOrganizer && item.attendees.length > 0) cancelCopies(exchange, work, item, comment)
}

/** A series without one occurrence. */
export function withoutOccurrence(item: CalendarItem, date: string, { now }: Work): CalendarItem {
  const exceptions = new Map([...item.exceptions].filter(([day]) => day !== date))
  const cancelledDates = new Set([...item.cancelledDates, date])
  return { ...item, exceptions, cancelledDates, changed: now, version: item.version + 1 }
}

/** Cancels a meeting with a word to the attendees: learn.microsoft.com/graph/api/event-cancel. */
export function cancelEvent(exchange: Exchange, work: Work, mailbox: Mailbox, located: Located, comment: string): void {
  if (!located.item.isOrganizer) throw notOrganizer('cancel a meeting')
  deleteEvent(exchange, work, mailbox, located, comment)
}

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

function recurrenceAfter(before: CalendarItem | undefined, body: Body, start: EventContent['start']) {
  if (body.recurrence === null) return undefined
  if (body.recurrence !== undefined) return readRecurrence(body.recurrence, start)
  const kept = before?.recurrence
  if (!kept || dateOf(start.local) === kept.range.startDate) return kept
  return { ...kept, range: { ...kept.range, startDate: dateOf(start.local) } }
}

function firstOf(recurrence: Recurrence): string {
  const first = firstOccurrence(recurrence)
  if (first === undefined)
    throw new ExchangeRefusal(400, 'ErrorRecurrenceHasNoOccurrence', 'The recurrence has no occurrence.')
  return first
}

function withMeeting(exchange: Exchange, { owner }: Mailbox, uid: string, fields: EventContent['fields']) {
  if (fields.isOnlineMeeting !== true) return fields
  const { tenantId } = exchange.tenancy.profile
  return {
    ...fields,
    onlineMeetingProvider: 'teamsForBusiness',
    onlineMeeting: onlineMeeting(uid, tenantId, owner.id),
  }
}

/** Events of a mailbox's calendar that touch a stretch of time, in the order of their start. */
export function calendarView(mailbox: Mailbox, calendarId: string, from: number, to: number) {
  return [...mailbox.items]
    .filter((item) => item.calendarId === calendarId)
    .flatMap((item) => instancesBetween(item, from, to))
    .sort((one, other) => one.from - other.from || (one.item.id < other.item.id ? -1 : 1))
}
