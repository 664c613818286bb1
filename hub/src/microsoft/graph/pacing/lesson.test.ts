import { describe, expect, test } from 'vitest'
import { openedAccount } from './account.ts'
import { learnt, together, told, unitsTold } from './lesson.ts'
import { limits } from './limits.ts'
import type { Heard } from './pacer.ts'

const pace = { units: 1_000, perMs: 10_000 }
const heard = (fields: Record<string, string>, status = 200): Heard => ({ status, fields: [new Headers(fields)] })
const share = (value: string) => told(limits.directory, pace, heard({ 'x-ms-throttle-limit-percentage': value }))

describe('the share of the limit that Microsoft says is used', () => {
  test.each([
    ['0.8', 200],
    ['0.95', 50],
    ['1.0', 0],
  ])('%s leaves %i units, at the full rate', (value, left) => {
    expect(share(value).left).toBeCloseTo(left)
    expect(share(value).slowTo).toBeUndefined()
  })

  test.each([
    ['1.1', -100, 0.8],
    ['1.25', -250, 0.5],
    ['1.8', -800, 0.1],
  ])('%s leaves %i units, and the rate falls to %d of it', (value, left, slowTo) => {
    expect(share(value).left).toBeCloseTo(left)
    expect(share(value).slowTo).toBeCloseTo(slowTo)
  })

  test('is the largest among the answers of a batch', () => {
    const fields = ['0.81', '0.93', '0.90'].map((value) => new Headers({ 'x-ms-throttle-limit-percentage': value }))
    expect(told(limits.directory, pace, { status: 200, fields }).left).toBeCloseTo(70)
  })

  test.each(['', 'much', '-1'])('says nothing as %o', (value) => {
    expect(share(value)).toEqual({})
  })
})

describe('SharePoint’s RateLimit fields', () => {
  const fields = (remaining: string) =>
    told(
      limits.sharePoint,
      pace,
      heard({ 'RateLimit-Limit': '1200', 'RateLimit-Remaining': remaining, 'RateLimit-Reset': '7.5' }),
    )
  test('leave what remains', () => expect(fields('120')).toEqual({ left: 120 }))
  test('pause until the reset when nothing remains', () => expect(fields('0')).toEqual({ left: 0, pauseMs: 7_500 }))
  test('are not looked for elsewhere', () => {
    expect(told(limits.directory, pace, heard({ 'RateLimit-Remaining': '3' }))).toEqual({})
  })
})

test.each(Object.entries(limits))('a 429 of %s without a word leaves nothing', (_, limit) => {
  expect(told(limit, pace, heard({}, 429))).toEqual({ left: 0 })
})

describe('resource units as counted', () => {
  test('are summed over a batch', () => {
    const fields = ['1', '3', '2'].map((units) => new Headers({ 'x-ms-resource-unit': units }))
    expect(unitsTold({ status: 200, fields })).toBe(6)
  })
  test('are not known where one answer does not tell', () => {
    expect(
      unitsTold({ status: 200, fields: [new Headers({ 'x-ms-resource-unit': '1' }), new Headers()] }),
    ).toBeUndefined()
    expect(unitsTold({ status: 200, fields: [] })).toBeUndefined()
  })
})

describe('the account', () => {
  const now = 1_000_000
  const full = openedAccount(pace, now)
  const lesson = (more: object) => ({ at: now, pausedUntil: 0, ...more })

  test('believes less', () => {
    const { level, reserve } = learnt(full, pace, lesson({ most: 30 }), now)
    expect(level + reserve).toBe(30)
  })

  test('does not believe more', () => {
    expect(learnt({ ...full, level: 5, reserve: 0 }, pace, lesson({ most: 700 }), now).level).toBe(5)
  })

  test('adds what has flowed in since it was said', () => {
    const { level, reserve } = learnt(full, pace, lesson({ most: 30 }), now + 500)
    expect(level + reserve).toBeCloseTo(80)
  })

  test('takes from what is open to all before it takes from the reserve', () => {
    expect(learnt(full, pace, lesson({ most: 150 }), now)).toMatchObject({ level: 50, reserve: 100 })
    expect(learnt(full, pace, lesson({ most: 60 }), now)).toMatchObject({ level: 0, reserve: 60 })
    expect(learnt(full, pace, lesson({ most: -40 }), now)).toMatchObject({ level: -40, reserve: 0 })
  })

  test('owes at most a fifth of what it holds', () => {
    expect(learnt(full, pace, lesson({ most: -900 }), now)).toMatchObject({ level: -200, reserve: 0 })
  })

  test('is slowed for ten seconds, by the worst warning', () => {
    const slowed = learnt(full, pace, lesson({ slowTo: 0.5 }), now)
    expect(slowed).toMatchObject({ slowedTo: 0.5, slowedUntil: now + 10_000 })
    expect(learnt(slowed, pace, lesson({ slowTo: 0.9 }), now).slowedTo).toBe(0.5)
    expect(learnt(slowed, pace, { ...lesson({ slowTo: 0.9 }), at: now + 10_000 }, now + 10_000).slowedTo).toBe(0.9)
  })

  test('keeps the longer pause', () => {
    const paused = learnt(full, pace, { at: now, pausedUntil: now + 9_000 }, now)
    expect(learnt(paused, pace, { at: now, pausedUntil: now + 2_000 }, now).pausedUntil).toBe(now + 9_000)
  })
})

test('two lessons make one that believes less, later', () => {
  const earlier = { at: 1_000, most: 20, slowTo: 0.9, pausedUntil: 0 }
  const later = { at: 1_100, most: 25, slowTo: undefined, pausedUntil: 5_000 }
  expect(together(earlier, later, pace)).toEqual({ at: 1_100, most: 25, slowTo: 0.9, pausedUntil: 5_000 })
  expect(together({ ...earlier, most: 10 }, later, pace).most).toBeCloseTo(20)
  expect(together(undefined, later, pace)).toBe(later)
})
