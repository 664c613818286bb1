import { expect, test } from 'vitest'
import { ageOf, isOlderThanTheRest } from './age-words.ts'

const readAt = '2026-11-21T10:00:00Z'

test.each([
  ['now', undefined, true, { kind: 'read', at: readAt }],
  ['at an instant after the last reading', '2026-11-21T11:00:00Z', true, { kind: 'read', at: readAt }],
  ['at an instant before it', '2026-11-21T09:00:00Z', true, { kind: 'earlier' }],
  [
    'at an instant before it, of what no history is kept of',
    '2026-11-21T09:00:00Z',
    false,
    { kind: 'latest', at: readAt },
  ],
])('%s its age is told as it is', (_, asOf, keepsHistory, age) => {
  expect(ageOf(readAt, asOf, keepsHistory)).toEqual(age)
})

test('what was never read has no age', () => {
  expect(ageOf(undefined, undefined, true)).toEqual({ kind: 'never' })
})

test('what an earlier run read is older than the rest; what came with it is not', () => {
  expect(isOlderThanTheRest(readAt, '2026-11-21T10:15:00Z')).toBe(true)
  expect(isOlderThanTheRest(readAt, '2026-11-21T10:02:00Z')).toBe(false)
})
