import { expect, test } from 'vitest'
import { relaxationsTable } from './documents.ts'

const ROW = {
  name: 'time',
  here: 'stands still',
  reality: 'flies',
  reason: 'tests',
  page: 'https://learn.microsoft.com/x',
}

test('a relaxation stands in the table with its reason and its page', () => {
  expect(relaxationsTable(JSON.stringify([ROW]))).toContain(
    '| time | stands still | flies | tests | [page](https://learn.microsoft.com/x) |',
  )
})

test.each([
  [{ ...ROW, reason: undefined }, /Say `reason`/],
  [{ ...ROW, page: 'somewhere' }, /`page` must be the address/],
  [{ ...ROW, because: 'why not' }, /Unknown `because`/],
])('a relaxation without what it needs is refused (%#)', (row, sentence) => {
  expect(() => relaxationsTable(JSON.stringify([row]))).toThrow(sentence)
})
