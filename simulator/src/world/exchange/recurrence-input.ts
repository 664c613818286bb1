import type { Json } from '../model.ts'
import { firstOccurrence } from './occurrences.ts'
import { type Recurrence, readRecurrence } from './recurrence.ts'
import { ExchangeRefusal } from './refusal.ts'
import { dateOf, type ZonedTime } from './time-zone.ts'

/** The recurrence of an event after a body was written over it; null in the body makes a single event of a series. */
export function recurrenceAfter(
  kept: Recurrence | undefined,
  body: { [name: string]: Json },
  start: ZonedTime,
): Recurrence | undefined {
  if (body.recurrence === null) return undefined
  if (body.recurrence !== undefined) return readRecurrence(body.recurrence, start)
  if (!kept || dateOf(start.local) === kept.range.startDate) return kept
  return { ...kept, range: { ...kept.range, startDate: dateOf(start.local) } }
}

/** The date of the first occurrence. Refuses a series that has none. */
export function firstOf(recurrence: Recurrence): string {
  const first = firstOccurrence(recurrence)
  if (first === undefined)
    throw new ExchangeRefusal(400, 'ErrorRecurrenceHasNoOccurrence', 'The recurrence has no occurrence.')
  return first
}
