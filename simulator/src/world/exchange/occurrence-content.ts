import type { CalendarItem, EventContent } from './calendar-item.ts'
import type { Work } from './work.ts'

/** An item with its own content, or that of one occurrence, replaced. */
export function withContent(
  item: CalendarItem,
  date: string | undefined,
  change: (content: EventContent) => EventContent,
): CalendarItem {
  const exception = date === undefined ? undefined : item.exceptions.get(date)
  if (date === undefined || !exception) return date === undefined ? { ...item, ...partsOf(change(item)) } : item
  return { ...item, exceptions: new Map([...item.exceptions, [date, change(exception)]]) }
}

/** The parts that an occurrence may have of its own. */
export function partsOf(content: EventContent): EventContent {
  const { start, end, isAllDay, isCancelled, attendees, response, fields, changed, version } = content
  return { start, end, isAllDay, isCancelled, attendees, response, fields, changed, version }
}

/** The content of an occurrence that has one of its own, else that of the whole. */
export const contentAt = (item: CalendarItem, date: string | undefined): EventContent =>
  (date === undefined ? undefined : item.exceptions.get(date)) ?? item

/** A series with one occurrence of its own content. */
export function withException(item: CalendarItem, date: string, content: EventContent): CalendarItem {
  const exceptions = new Map([...item.exceptions, [date, content]])
  return { ...item, exceptions, changed: content.changed, version: item.version + 1 }
}

/** A series without one occurrence. */
export function withoutOccurrence(item: CalendarItem, date: string, { now }: Work): CalendarItem {
  const exceptions = new Map([...item.exceptions].filter(([day]) => day !== date))
  const cancelledDates = new Set([...item.cancelledDates, date])
  return { ...item, exceptions, cancelledDates, changed: now, version: item.version + 1 }
}
