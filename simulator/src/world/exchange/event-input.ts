import type { Json } from '../model.ts'
import type { EventContent } from './calendar-item.ts'
import { fieldsAfter, NEW_EVENT } from './event-fields.ts'
import { readAttendees } from './recipient.ts'
import { failedValidation } from './refusal.ts'
import { instantOf, readZonedTime, type ZonedTime } from './time-zone.ts'

type Written = Pick<EventContent, 'start' | 'end' | 'isAllDay' | 'attendees' | 'fields'>

/** What an event is after a body was written over it; `before` is undefined for a new one. */
export function contentAfter(before: Written | undefined, body: { [name: string]: Json }): Written {
  const start = body.start === undefined && before ? before.start : readZonedTime(body.start, 'Start')
  const end = body.end === undefined && before ? before.end : readZonedTime(body.end, 'End')
  const isAllDay = body.isAllDay === undefined ? (before?.isAllDay ?? false) : body.isAllDay === true
  checkTimes(start, end, isAllDay)
  const attendees =
    body.attendees === undefined ? (before?.attendees ?? []) : readAttendees(body.attendees, before?.attendees ?? [])
  return { start, end, isAllDay, attendees, fields: fieldsAfter(before?.fields ?? NEW_EVENT, body) }
}

/** An event does not end before it begins, and one of whole days goes from midnight to midnight. */
function checkTimes(start: ZonedTime, end: ZonedTime, isAllDay: boolean): void {
  if (instantOf(end) < instantOf(start)) throw failedValidation()
  if (!isAllDay) return
  const midnight = ({ local }: ZonedTime) => local.slice(11, 19) === '00:00:00'
  if (!midnight(start))
    throw failedValidation('The Event.Start property for an all-day event needs to be set to midnight.')
  if (!midnight(end)) throw failedValidation('The Event.End property for an all-day event needs to be set to midnight.')
  if (end.local.slice(0, 10) <= start.local.slice(0, 10))
    throw failedValidation('The duration of an event marked as All day must be at least 24 hours.')
}
