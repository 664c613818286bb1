import { describe, expect, test } from 'vitest'
import type { Json } from '../model.ts'
import { type CalendarItem, instancesBetween } from './calendar-item.ts'
import { firstOccurrence, occurrenceDates } from './occurrences.ts'
import { readRecurrence } from './recurrence.ts'

const recurrence = (pattern: { [name: string]: Json }, range: { [name: string]: Json }) => {
  const startDate = String(range.startDate)
  return readRecurrence(
    { pattern: { interval: 1, ...pattern }, range: { type: 'noEnd', ...range } },
    { local: `${startDate}T09:00:00`, zone: 'Europe/Berlin' },
  )
}

/** 2031-02-03 is a Monday. */
describe('the dates of a series', () => {
  test.each([
    ['every day', { type: 'daily' }, {}, ['02-03', '02-04', '02-05', '02-06']],
    ['every third day', { type: 'daily', interval: 3 }, {}, ['02-03', '02-06', '02-09', '02-12']],
    [
      'every Monday and Thursday',
      { type: 'weekly', daysOfWeek: ['thursday', 'monday'] },
      {},
      ['02-03', '02-06', '02-10', '02-13'],
    ],
    [
      'every second week, which begins on Sunday',
      { type: 'weekly', interval: 2, daysOfWeek: ['sunday', 'monday'] },
      {},
      ['02-03', '02-16', '02-17', '03-02'],
    ],
    [
      'every second week, which begins on Monday',
      { type: 'weekly', interval: 2, daysOfWeek: ['sunday', 'monday'], firstDayOfWeek: 'monday' },
      {},
      ['02-03', '02-09', '02-17', '02-23'],
    ],
    [
      'the 31st of every month, or its last day',
      { type: 'absoluteMonthly', dayOfMonth: 31 },
      {},
      ['02-28', '03-31', '04-30', '05-31'],
    ],
    [
      'the 1st of every second month',
      { type: 'absoluteMonthly', interval: 2, dayOfMonth: 1 },
      {},
      ['04-01', '06-01', '08-01', '10-01'],
    ],
    [
      'the second Tuesday of every month',
      { type: 'relativeMonthly', index: 'second', daysOfWeek: ['tuesday'] },
      {},
      ['02-11', '03-11', '04-08', '05-13'],
    ],
    [
      'the last weekend day of every month',
      { type: 'relativeMonthly', index: 'last', daysOfWeek: ['saturday', 'sunday'] },
      {},
      ['02-23', '03-30', '04-27', '05-31'],
    ],
    [
      'until a date, which counts',
      { type: 'daily' },
      { type: 'endDate', endDate: '2031-02-05' },
      ['02-03', '02-04', '02-05'],
    ],
    ['so many times', { type: 'daily' }, { type: 'numbered', numberOfOccurrences: 2 }, ['02-03', '02-04']],
  ])('%s', (_, pattern, range, dates) => {
    const series = recurrence(pattern, { startDate: '2031-02-03', ...range })
    const found = occurrenceDates(series, '2031-01-01', '2032-12-31').slice(0, 4)
    expect(found).toEqual(dates.map((date) => `2031-${date}`))
  })

  test.each([
    ['29 February, or the 28th', { type: 'absoluteYearly', dayOfMonth: 29, month: 2 }, ['2031-02-28', '2032-02-29']],
    [
      'the last Friday of November',
      { type: 'relativeYearly', index: 'last', daysOfWeek: ['friday'], month: 11 },
      ['2031-11-28', '2032-11-26'],
    ],
  ])('every year: %s', (_, pattern, dates) => {
    const series = recurrence(pattern, { startDate: '2031-02-03' })
    expect(occurrenceDates(series, '2031-01-01', '2032-12-31')).toEqual(dates)
  })

  test('a far window has the same dates as one that began at the start', () => {
    const series = recurrence({ type: 'weekly', interval: 3, daysOfWeek: ['friday'] }, { startDate: '2031-02-03' })
    const all = occurrenceDates(series, '2031-02-03', '2040-12-31')
    expect(occurrenceDates(series, '2040-01-01', '2040-12-31')).toEqual(all.filter((date) => date >= '2040-01-01'))
  })

  test('the first occurrence may be later than the start of the range', () => {
    expect(firstOccurrence(recurrence({ type: 'weekly', daysOfWeek: ['friday'] }, { startDate: '2031-02-03' }))).toBe(
      '2031-02-07',
    )
  })
})

describe('a series keeps its time on the wall', () => {
  const item = (local: string, end: string): CalendarItem => ({
    id: 'AAMkA',
    calendarId: 'c',
    uid: 'u',
    organizer: { name: '', address: '' },
    isOrganizer: true,
    created: 0,
    changed: 0,
    version: 1,
    isAllDay: false,
    isCancelled: false,
    attendees: [],
    response: { response: 'organizer', at: undefined },
    fields: {},
    start: { local, zone: 'Europe/Berlin' },
    end: { local: end, zone: 'Europe/Berlin' },
    recurrence: recurrence({ type: 'daily' }, { startDate: local.slice(0, 10) }),
    exceptions: new Map(),
    cancelledDates: new Set(),
  })
  const utc = (series: CalendarItem, from: string, to: string) =>
    instancesBetween(series, Date.parse(from), Date.parse(to)).map((one) =>
      [one.from, one.to].map((instant) => new Date(instant).toISOString().slice(5, 16)),
    )

  test.each([
    [
      'over the spring change',
      '2031-03-29',
      '2031-03-31',
      '09:00',
      [
        ['03-29T08:00', '03-29T09:00'],
        ['03-30T07:00', '03-30T08:00'],
      ],
    ],
    [
      'inside the hour that is skipped',
      '2031-03-29',
      '2031-03-31',
      '02:30',
      [
        ['03-29T01:30', '03-29T02:30'],
        ['03-30T01:30', '03-30T01:30'],
      ],
    ],
    [
      'inside the hour that is repeated',
      '2031-10-25',
      '2031-10-27',
      '02:30',
      [
        ['10-25T00:30', '10-25T01:30'],
        ['10-26T00:30', '10-26T02:30'],
      ],
    ],
  ])('%s', (_, from, to, time, times) => {
    const hour = Number(time.slice(0, 2)) + 1
    const series = item(`${from}T${time}:00`, `${from}T${String(hour).padStart(2, '0')}${time.slice(2)}:00`)
    expect(utc(series, `${from}T00:00:00Z`, `${to}T00:00:00Z`).slice(0, 2)).toEqual(times)
  })

  test('an occurrence that began before the window and reaches into it is in it', () => {
    const overnight = item('2031-02-03T22:00:00', '2031-02-04T06:00:00')
    expect(utc(overnight, '2031-02-10T01:00:00Z', '2031-02-10T02:00:00Z')).toEqual([['02-09T21:00', '02-10T05:00']])
  })
})

describe('a recurrence is refused', () => {
  test.each([
    ['without an interval that is one', { type: 'daily', interval: 0 }, {}],
    ['weekly without days', { type: 'weekly' }, {}],
    ['monthly without a day', { type: 'absoluteMonthly' }, {}],
    ['yearly without a month', { type: 'absoluteYearly', dayOfMonth: 1 }, {}],
    ['numbered without a number', { type: 'daily' }, { type: 'numbered' }],
    ['with more occurrences than Outlook takes', { type: 'daily' }, { type: 'numbered', numberOfOccurrences: 1000 }],
  ])('%s', (_, pattern, range) => {
    expect(() => recurrence(pattern, { startDate: '2031-02-03', ...range })).toThrow(
      expect.objectContaining({ code: 'ErrorPropertyValidationFailure' }),
    )
  })

  test('when it ends before it begins', () => {
    const range = { startDate: '2031-02-03', type: 'endDate', endDate: '2031-02-02' }
    expect(() => recurrence({ type: 'daily' }, range)).toThrow(
      expect.objectContaining({ code: 'ErrorRecurrenceHasNoOccurrence' }),
    )
  })
})
