import type { Json } from '../model.ts'
import { type CalendarItem, type EventContent, timesOn } from './calendar-item.ts'
import { withMeeting } from './event-fields.ts'
import { contentAfter } from './event-input.ts'
import type { Exchange } from './exchange.ts'
import { send } from './invitations.ts'
import type { Located } from './locate.ts'
import type { Mailbox } from './mailbox.ts'
import { partsOf, withException } from './occurrence-content.ts'
import { occurrenceDates } from './occurrences.ts'
import { firstOf, recurrenceAfter } from './recurrence-input.ts'
import { ExchangeRefusal, invalidRequest } from './refusal.ts'
import { keep } from './store.ts'
import { dateOf } from './time-zone.ts'
import type { Work } from './work.ts'

type Body = { [name: string]: Json }

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
  const recurrence = recurrenceAfter(item.recurrence, body, content.start)
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
