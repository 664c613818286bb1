import { ExchangeRefusal } from '../../../world/exchange/refusal.ts'

/** The stretch of time that a calendarView is about, as instants and as the caller wrote it. */
export interface TimeWindow {
  readonly from: number
  readonly to: number
}

/** EWS CalendarView: at most two years were once allowed, now 1,825 days. */
const LONGEST_MS = 1_825 * 86_400_000

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/

/**
 * Reads `startDateTime` and `endDateTime`; a time without an offset is in UTC
 * (learn.microsoft.com/graph/api/user-list-calendarview).
 */
export function timeWindowOf(query: ReadonlyMap<string, string>): TimeWindow {
  const given = (name: string) => [...query].find(([key]) => key.toLowerCase() === name)?.[1]
  const [start, end] = [given('startdatetime'), given('enddatetime')]
  if (start === undefined || end === undefined)
    throw invalid(
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
    )
  const [from, to] = [instant(start, 'StartDateTime'), instant(end, 'EndDateTime')]
  if (to < from) throw invalid('The start of the time window must not be after its end.')
  if (to - from > LONGEST_MS)
    throw new ExchangeRefusal(
      400,
      'ErrorCalendarViewRangeTooBig',
      'The specified viewing range exceeds the maximum range of 1825 days.',
    )
  return { from, to }
}

/** A plus sign that was not encoded arrives as a space. */
function instant(text: string, name: string): number {
  const value = text.replace(' ', '+')
  const [, time, , , offset] = INSTANT.exec(value) ?? []
  const at = Date.parse(time === undefined || offset !== undefined ? value : `${value}Z`)
  if (!INSTANT.test(value) || Number.isNaN(at)) throw invalid(`The value '${text}' of parameter '${name}' is invalid.`)
  return at
}

const invalid = (message: string) => new ExchangeRefusal(400, 'ErrorInvalidParameter', message)
