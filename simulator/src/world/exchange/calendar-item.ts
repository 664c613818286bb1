import { Temporal } from 'temporal-polyfill'
import type { Properties } from '../model.ts'
import { occurrenceDates } from './occurrences.ts'
import type { Recurrence } from './recurrence.ts'
import { dateOf, instantOf, localAt, type ZonedTime } from './time-zone.ts'

/** Somebody with a mail address: learn.microsoft.com/graph/api/resources/emailaddress. */
export interface Address {
  readonly name: string
  readonly address: string
}

export type Response = 'none' | 'organizer' | 'tentativelyAccepted' | 'accepted' | 'declined' | 'notResponded'

/** learn.microsoft.com/graph/api/resources/responsestatus; `at` is undefined before any response. */
export interface ResponseStatus {
  readonly response: Response
  readonly at: number | undefined
}

export interface Attendee extends Address {
  readonly type: 'required' | 'optional' | 'resource'
  readonly status: ResponseStatus
  readonly proposed: { readonly start: ZonedTime; readonly end: ZonedTime } | undefined
}

/** What an occurrence may have other than its series. */
export interface EventContent {
  readonly start: ZonedTime
  readonly end: ZonedTime
  readonly isAllDay: boolean
  readonly isCancelled: boolean
  readonly attendees: readonly Attendee[]
  /** What the owner of the mailbox answered. */
  readonly response: ResponseStatus
  /** Simple properties by Graph's own names. */
  readonly fields: Properties
  readonly changed: number
  readonly version: number
}

/** One event in one mailbox: every attendee has a copy. Never changed, only replaced. */
export interface CalendarItem extends EventContent {
  readonly id: string
  readonly calendarId: string
  /** What the copies of one meeting share. */
  readonly uid: string
  readonly organizer: Address
  readonly isOrganizer: boolean
  readonly created: number
  readonly recurrence: Recurrence | undefined
  /** Occurrences that differ, by the date on which the pattern puts them. */
  readonly exceptions: ReadonlyMap<string, EventContent>
  /** Occurrences that are gone, by the same date. */
  readonly cancelledDates: ReadonlySet<string>
}

/** An event as it stands in the calendar: a single one, one occurrence, or an exception. */
export interface Instance {
  readonly item: CalendarItem
  readonly type: 'singleInstance' | 'occurrence' | 'exception'
  /** The date of an occurrence by the pattern. */
  readonly date: string | undefined
  readonly content: EventContent
  readonly from: number
  readonly to: number
}

/** The instances that touch a stretch of time, in the order of their start. */
export function instancesBetween(item: CalendarItem, from: number, to: number): Instance[] {
  const touches = (one: Instance) => one.from < to && (one.to > from || (one.to === one.from && one.from >= from))
  if (!item.recurrence) return [single(item)].filter(touches)
  const { zone } = item.start
  const longest = 1 + Math.ceil((instantOf(item.end) - instantOf(item.start)) / 86_400_000)
  const first = Temporal.PlainDate.from(dateOf(localAt(from, zone))).subtract({ days: longest })
  const dates = new Set(occurrenceDates(item.recurrence, first.toString(), dateOf(localAt(to, zone))))
  const whole = [...dates, ...[...item.exceptions.keys()].filter((date) => !dates.has(date))]
  return whole
    .filter((date) => !item.cancelledDates.has(date))
    .map((date) => occurrence(item, date))
    .filter(touches)
    .sort((one, other) => one.from - other.from)
}

/** The occurrence of a series on a date of its pattern; undefined when the pattern has none there or it is gone. */
export function occurrenceOn(item: CalendarItem, date: string): Instance | undefined {
  if (!item.recurrence || item.cancelledDates.has(date)) return undefined
  return occurrenceDates(item.recurrence, date, date).length > 0 ? occurrence(item, date) : undefined
}

/** The item itself: a single event, or its series as a whole. */
export function single(item: CalendarItem): Instance {
  const [from, to] = [instantOf(item.start), instantOf(item.end)]
  return { item, type: 'singleInstance', date: undefined, content: item, from, to }
}

function occurrence(item: CalendarItem, date: string): Instance {
  const exception = item.exceptions.get(date)
  const content = exception ?? { ...item, ...timesOn(item, date) }
  const [from, to] = [instantOf(content.start), instantOf(content.end)]
  return { item, type: exception ? 'exception' : 'occurrence', date, content, from, to }
}

/** Start and end of an occurrence: the same time on the wall, as long on the wall, whatever the clocks do. */
export function timesOn({ start, end }: EventContent, date: string): { start: ZonedTime; end: ZonedTime } {
  const local = Temporal.PlainDateTime.from(start.local)
  const there = Temporal.PlainDateTime.from(localAt(instantOf(end), start.zone))
  const moved = Temporal.PlainDate.from(date).toPlainDateTime(local.toPlainTime())
  const over = moved.add(local.until(there))
  return {
    start: { local: moved.toString({ smallestUnit: 'second' }), zone: start.zone },
    end: { local: over.toString({ smallestUnit: 'second' }), zone: start.zone },
  }
}
