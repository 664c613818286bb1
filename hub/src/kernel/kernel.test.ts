import { describe, expect, test } from 'vitest'
import { canonicalHash, canonicalJson } from './canonical-json.ts'
import { openCursor, sealCursor } from './cursor.ts'
import { AtriumError, errorTable } from './errors.ts'
import { idSource, isUuid } from './ids.ts'
import { systemRandom } from './random.ts'
import { settableClock } from './time.ts'

const key = Buffer.alloc(32, 7)

describe('cursors', () => {
  test('open where they were sealed', () => {
    expect(openCursor(key, 'people', sealCursor(key, 'people', ['ann', 1]))).toEqual(['ann', 1])
  })

  test.each([
    ['another list', (cursor: string) => openCursor(key, 'groups', cursor)],
    ['another key', (cursor: string) => openCursor(Buffer.alloc(32, 8), 'people', cursor)],
    ['an altered position', (cursor: string) => openCursor(key, 'people', `${cursor.slice(0, -2)}AA`)],
    ['too short a text', () => openCursor(key, 'people', 'AAAA')],
  ])('refuse %s', (_, open) => {
    const cursor = sealCursor(key, 'people', ['ann', 1])
    expect(() => open(cursor)).toThrow(AtriumError)
  })
})

test('canonical JSON is the same for the same value, whatever the order (RFC 8785 §3.2.3)', () => {
  expect(canonicalJson({ b: 1, a: [true, null, 'é'] })).toBe('{"a":[true,null,"é"],"b":1}')
  expect(canonicalHash({ b: 1, a: 2 })).toBe(canonicalHash({ a: 2, b: 1 }))
})

test('ids made one after another sort in that order', () => {
  const clock = settableClock(new Date('2030-01-01T00:00:00Z'))
  const newId = idSource(clock, systemRandom)
  // the clock goes on by a millisecond, stands still, and goes back by one
  const ids = [1, 0, 0, 0, -1, 0, 0, 2, 0, 0].map((milliseconds) => {
    clock.advance(milliseconds)
    return newId()
  })
  expect(ids.toSorted()).toEqual(ids)
  expect(ids.every(isUuid)).toBe(true)
  expect(isUuid(ids[0]?.toUpperCase() ?? '')).toBe(false)
})

test('every error has a sentence and a next step', () => {
  for (const [code, { title, next, status }] of Object.entries(errorTable)) {
    expect(title.length, code).toBeGreaterThan(10)
    expect(next, code).toMatch(/\.$/)
    expect(status, code).toBeGreaterThanOrEqual(400)
  }
})
