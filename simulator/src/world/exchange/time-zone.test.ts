import { describe, expect, test } from 'vitest'
import { checkedZone, ianaOf, instantOf, localAt, readZonedTime } from './time-zone.ts'

const iso = (local: string, zone: string) => new Date(instantOf({ local, zone })).toISOString()

describe('a time on the wall is an instant', () => {
  test.each([
    ['winter in Berlin by its Windows name', '2031-01-15T09:00:00', 'W. Europe Standard Time', '08:00'],
    ['winter in Berlin by its IANA name', '2031-01-15T09:00:00', 'Europe/Berlin', '08:00'],
    ['summer in Berlin', '2031-07-15T09:00:00', 'W. Europe Standard Time', '07:00'],
    ['an hour that spring skips is as much later', '2031-03-30T02:30:00', 'Europe/Berlin', '01:30'],
    ['the hour that autumn repeats is the first', '2031-10-26T02:30:00', 'Europe/Berlin', '00:30'],
    ['the hour after it', '2031-10-26T03:00:00', 'Europe/Berlin', '02:00'],
    ['half an hour of summer time on Lord Howe', '2031-10-05T02:15:00', 'Australia/Lord_Howe', '15:45'],
    ['no summer time in Arizona', '2031-07-15T09:00:00', 'US Mountain Standard Time', '16:00'],
    ['Greenwich', '2031-07-15T09:00:00', 'UTC', '09:00'],
    ['the old name of Greenwich', '2031-07-15T09:00:00', 'tzone://Microsoft/Utc', '09:00'],
  ])('%s', (_, local, zone, utc) => {
    expect(iso(local, zone).slice(11, 16)).toBe(utc)
  })
})

test('an instant in a repeated hour shows the same time twice', () => {
  const first = instantOf({ local: '2031-10-26T02:30:00', zone: 'Europe/Berlin' })
  expect(localAt(first, 'Europe/Berlin')).toBe('2031-10-26T02:30:00.0000000')
  expect(localAt(first + 3_600_000, 'Europe/Berlin')).toBe('2031-10-26T02:30:00.0000000')
})

test.each(['Australia Eastern Standard Time', 'Greenwich Mean Time', '[]', '+01:00', 'GMT+6:30', ''])(
  'the zone %s is refused by its name',
  (name) => {
    expect(ianaOf(name)).toBeUndefined()
    expect(() => checkedZone(name)).toThrow(
      expect.objectContaining({ status: 400, code: 'TimeZoneNotSupportedException' }),
    )
  },
)

describe('a dateTimeTimeZone', () => {
  test.each([
    [{ dateTime: '2031-02-05', timeZone: 'UTC' }, '2031-02-05T00:00:00'],
    [{ dateTime: '2031-02-05T09:30', timeZone: 'UTC' }, '2031-02-05T09:30:00'],
    [{ dateTime: '2031-02-05T09:30:15.0000000', timeZone: 'UTC' }, '2031-02-05T09:30:15'],
    [{ dateTime: '2031-02-05T09:30:00Z', timeZone: 'Europe/Berlin' }, '2031-02-05T10:30:00.0000000'],
    [{ dateTime: '2031-02-05T09:30:00+05:00', timeZone: 'UTC' }, '2031-02-05T04:30:00.0000000'],
  ])('%j is %s', (value, local) => {
    expect(readZonedTime(value, 'Start').local).toBe(local)
  })

  test.each(['2031-02-30T09:00:00', '2031-02-05T25:00:00', 'tomorrow', '05.02.2031'])('%s is none', (dateTime) => {
    expect(() => readZonedTime({ dateTime, timeZone: 'UTC' }, 'Start')).toThrow(
      expect.objectContaining({ code: 'ErrorInvalidParameter' }),
    )
  })
})
