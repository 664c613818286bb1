import { Temporal } from 'temporal-polyfill'
import { DAYS_OF_WEEK, type Recurrence, type RecurrencePattern } from './recurrence.ts'

const { PlainDate } = Temporal
type Day = Temporal.PlainDate

/**
 * The dates of a recurrence from one date to another, both included, in order. A month that is too short for the day
 * of the month has its occurrence on its last day; a relative pattern with several days takes the first that fits
 * (learn.microsoft.com/graph/api/resources/recurrencepattern).
 */
export function occurrenceDates({ pattern, range }: Recurrence, from: string, to: string): string[] {
  const start = PlainDate.from(range.startDate)
  const last = range.type === 'endDate' && range.endDate < to ? range.endDate : to
  const most = range.type === 'numbered' ? range.numberOfOccurrences : Number.POSITIVE_INFINITY
  const dates: string[] = []
  let period = range.type === 'numbered' ? 0 : periodBefore(pattern, start, PlainDate.from(from))
  for (let seen = 0; ; period++) {
    if (beginning(pattern, start, period).toString() > last) return dates
    for (const day of daysIn(pattern, start, period)) {
      const date = day.toString()
      if (date < range.startDate) continue
      if (date > last || seen++ >= most) return dates
      if (date >= from) dates.push(date)
    }
  }
}

/** The first date of all, which is where the series really starts; undefined when there is none. */
export function firstOccurrence(recurrence: Recurrence): string | undefined {
  const { startDate } = recurrence.range
  const span = { years: 4 * recurrence.pattern.interval + 4 }
  return occurrenceDates(recurrence, startDate, PlainDate.from(startDate).add(span).toString())[0]
}

/** A period is a day, a week, a month or a year, every `interval` of them: where the n-th begins. */
function beginning(pattern: RecurrencePattern, start: Day, n: number): Day {
  const step = n * pattern.interval
  if (pattern.type === 'daily') return start.add({ days: step })
  if (pattern.type === 'weekly') return weekOf(pattern, start).add({ weeks: step })
  return isYearly(pattern)
    ? PlainDate.from({ year: start.year + step, month: pattern.month, day: 1 })
    : start.with({ day: 1 }).add({ months: step })
}

/** A period that surely begins before a date, so that a far window costs no more than a near one. */
function periodBefore(pattern: RecurrencePattern, start: Day, date: Day): number {
  const { days } = start.until(date, { largestUnit: 'days' })
  const longest = pattern.type === 'daily' ? 1 : pattern.type === 'weekly' ? 7 : isYearly(pattern) ? 366 : 31
  return Math.max(0, Math.floor(days / (longest * pattern.interval)) - 1)
}

function daysIn(pattern: RecurrencePattern, start: Day, n: number): Day[] {
  const first = beginning(pattern, start, n)
  if (pattern.type === 'daily') return [first]
  if (pattern.type === 'weekly')
    return [0, 1, 2, 3, 4, 5, 6].map((days) => first.add({ days })).filter((day) => isOneOf(pattern, day))
  if (pattern.type === 'absoluteMonthly' || pattern.type === 'absoluteYearly')
    return [first.with({ day: Math.min(pattern.dayOfMonth, first.daysInMonth) })]
  return relativeDay(pattern, first)
}

function relativeDay(pattern: RecurrencePattern, first: Day): Day[] {
  const fitting: Day[] = []
  for (let day = 1; day <= first.daysInMonth; day++) {
    const date = first.with({ day })
    if (isOneOf(pattern, date)) fitting.push(date)
  }
  const place = ['first', 'second', 'third', 'fourth'].indexOf(pattern.index)
  const found = place < 0 ? fitting.at(-1) : fitting[place]
  return found ? [found] : []
}

/** The first day of the week in which a series starts. */
function weekOf({ firstDayOfWeek }: RecurrencePattern, day: Day): Day {
  return day.subtract({ days: (day.dayOfWeek - 1 - DAYS_OF_WEEK.indexOf(firstDayOfWeek) + 7) % 7 })
}

function isOneOf({ daysOfWeek }: RecurrencePattern, day: Day): boolean {
  return daysOfWeek.some((name) => DAYS_OF_WEEK.indexOf(name) === day.dayOfWeek - 1)
}

const isYearly = ({ type }: RecurrencePattern) => type === 'absoluteYearly' || type === 'relativeYearly'
