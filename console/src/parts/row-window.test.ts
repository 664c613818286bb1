import { describe, expect, test } from 'vitest'
import { rowsInView } from './row-window.ts'

const list = { count: 1_000, rowHeight: 40 }

describe('rows in view', () => {
  test('a list at its beginning draws the first rows and some more', () => {
    expect(rowsInView({ ...list, top: 200 }, 800, 10)).toEqual({ first: 0, end: 25, above: 0, below: 975 * 40 })
  })

  test('a list scrolled into its middle leaves room for the rows above and below', () => {
    expect(rowsInView({ ...list, top: -4_000 }, 800, 10)).toEqual({
      first: 90,
      end: 130,
      above: 3_600,
      below: 870 * 40,
    })
  })

  test('the last row is drawn at the end', () => {
    expect(rowsInView({ ...list, top: -39_200 }, 800, 10)).toEqual({ first: 970, end: 1_000, above: 38_800, below: 0 })
  })

  test('a list that shrank below where one had scrolled to draws nothing out of range', () => {
    expect(rowsInView({ count: 3, rowHeight: 40, top: -4_000 }, 800, 10)).toEqual({
      first: 3,
      end: 3,
      above: 120,
      below: 0,
    })
  })

  test('an empty list draws nothing', () => {
    expect(rowsInView({ count: 0, rowHeight: 40, top: 100 }, 800)).toEqual({ first: 0, end: 0, above: 0, below: 0 })
  })
})
