import { describe, expect, test } from 'vitest'
import { exactTime, lengthOfTime, localInput, relativeTime, shortTime } from './time-words.ts'

const now = new Date('2026-11-21T12:00:00.000Z').getTime()

test.each([
  ['2026-11-21T11:59:40.000Z', 'just now'],
  ['2026-11-21T11:45:00.000Z', '15 minutes ago'],
  ['2026-11-21T09:00:00.000Z', '3 hours ago'],
  ['2026-11-20T11:00:00.000Z', 'yesterday'],
  ['2026-11-21T12:15:00.000Z', 'in 15 minutes'],
  ['2024-11-01T00:00:00.000Z', '2 years ago'],
])('%s is %s', (at, words) => {
  expect(relativeTime(at, now)).toBe(words)
})

test.each([
  [0.44, '0.4 s'],
  [42.4, '42 s'],
  [59.9, '1 min 0 s'],
  [80, '1 min 20 s'],
  [3_725, '1 h 2 min'],
])('%d seconds are %s', (seconds, words) => {
  expect(lengthOfTime(seconds)).toBe(words)
})

describe('exact times', () => {
  test('name the zone that they are told in', () => {
    expect(exactTime('2026-03-01T08:15:00.000Z', 'Europe/Oslo')).toBe('Sunday, 1 March 2026 at 09:15:00 CET')
    expect(shortTime('2026-03-01T08:15:00.000Z', 'UTC')).toBe('1 Mar 2026, 08:15')
  })

  test('an input of local time holds what the person would read on their clock', () => {
    expect(new Date(localInput(new Date('2026-03-01T08:15:00.000Z'))).toISOString()).toBe('2026-03-01T08:15:00.000Z')
  })
})
