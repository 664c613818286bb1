import { Temporal } from 'temporal-polyfill'
import { isObject, type Json } from '../model.ts'
import { ExchangeRefusal, failedValidation } from './refusal.ts'
import { checkedZone, dateOf, type ZonedTime } from './time-zone.ts'

export const DAYS_OF_WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type DayOfWeek = (typeof DAYS_OF_WEEK)[number]

const PATTERNS = ['daily', 'weekly', 'absoluteMonthly', 'relativeMonthly', 'absoluteYearly', 'relativeYearly'] as const
const RANGES = ['endDate', 'noEnd', 'numbered'] as const
const INDEXES = ['first', 'second', 'third', 'fourth', 'last'] as const

/** learn.microsoft.com/graph/api/resources/recurrencepattern; what a type does not use has its empty value. */
export interface RecurrencePattern {
  readonly type: (typeof PATTERNS)[number]
  readonly interval: number
  readonly daysOfWeek: readonly DayOfWeek[]
  readonly dayOfMonth: number
  readonly month: number
  readonly index: (typeof INDEXES)[number]
  readonly firstDayOfWeek: DayOfWeek
}

/** learn.microsoft.com/graph/api/resources/recurrencerange; dates are `yyyy-MM-dd`. */
export interface RecurrenceRange {
  readonly type: (typeof RANGES)[number]
  readonly startDate: string
  readonly endDate: string
  readonly numberOfOccurrences: number
  readonly recurrenceTimeZone: string
}

export interface Recurrence {
  readonly pattern: RecurrencePattern
  readonly range: RecurrenceRange
}

const NO_DATE = '0001-01-01'
/** The largest interval and number of occurrences that Outlook takes. */
const LARGEST = 999

/** Reads a patternedRecurrence for an event that starts at `start`, and refuses what its type needs and does not have. */
export function readRecurrence(value: Json, start: ZonedTime): Recurrence {
  if (!isObject(value) || !isObject(value.pattern) || !isObject(value.range)) throw failedValidation()
  const recurrence = { pattern: readPattern(value.pattern), range: readRange(value.range, start) }
  const { type, startDate, endDate } = recurrence.range
  if (type === 'endDate' && endDate < startDate)
    throw new ExchangeRefusal(400, 'ErrorRecurrenceHasNoOccurrence', 'The recurrence has no occurrence.')
  return recurrence
}

function readPattern(given: { [name: string]: Json }): RecurrencePattern {
  const type = oneOf(PATTERNS, given.type, undefined)
  const interval = whole(given.interval, 1, LARGEST, 1)
  const daysOfWeek = (Array.isArray(given.daysOfWeek) ? given.daysOfWeek : []).map((day) =>
    oneOf(DAYS_OF_WEEK, day, undefined),
  )
  const absolute = type === 'absoluteMonthly' || type === 'absoluteYearly'
  const relative = type === 'relativeMonthly' || type === 'relativeYearly'
  const yearly = type === 'absoluteYearly' || type === 'relativeYearly'
  if ((relative || type === 'weekly') && daysOfWeek.length === 0) throw failedValidation()
  return {
    type,
    interval,
    daysOfWeek: relative || type === 'weekly' ? daysOfWeek : [],
    dayOfMonth: absolute ? whole(given.dayOfMonth, 1, 31, undefined) : 0,
    month: yearly ? whole(given.month, 1, 12, undefined) : 0,
    index: oneOf(INDEXES, given.index, 'first'),
    firstDayOfWeek: oneOf(DAYS_OF_WEEK, given.firstDayOfWeek, 'sunday'),
  }
}

function readRange(given: { [name: string]: Json }, start: ZonedTime): RecurrenceRange {
  const type = oneOf(RANGES, given.type, undefined)
  // learn.microsoft.com/graph/api/resources/recurrencerange: startDate must be the date of the event's start.
  if (date(given.startDate) !== dateOf(start.local)) throw failedValidation()
  const zone = typeof given.recurrenceTimeZone === 'string' ? checkedZone(given.recurrenceTimeZone) : start.zone
  return {
    type,
    startDate: dateOf(start.local),
    endDate: type === 'endDate' ? date(given.endDate) : NO_DATE,
    numberOfOccurrences: type === 'numbered' ? whole(given.numberOfOccurrences, 1, LARGEST, undefined) : 0,
    recurrenceTimeZone: zone,
  }
}

/** The day of the week of a date. */
export function weekdayOf(date: string): DayOfWeek {
  return DAYS_OF_WEEK[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? 'monday'
}

/** The recurrence as an answer shows it. */
export function recurrenceBody({ pattern, range }: Recurrence): Json {
  return { pattern: { ...pattern, daysOfWeek: [...pattern.daysOfWeek] }, range: { ...range } }
}

function oneOf<T extends string>(choices: readonly T[], value: Json | undefined, fallback: T | undefined): T {
  const found = choices.find((choice) => choice === (value ?? fallback))
  if (found === undefined) throw failedValidation()
  return found
}

function whole(value: Json | undefined, low: number, high: number, fallback: number | undefined): number {
  const number = value ?? fallback
  if (typeof number !== 'number' || !Number.isInteger(number) || number < low || number > high) throw failedValidation()
  return number
}

function date(value: Json | undefined): string {
  try {
    return Temporal.PlainDate.from(String(value)).toString()
  } catch {
    throw failedValidation()
  }
}
