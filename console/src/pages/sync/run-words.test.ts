import { expect, test } from 'vitest'
import { changesText } from './run-words.ts'

test('what a run changed is told by number, and only what there is', () => {
  expect(changesText({ created: 2_500, changed: 0, ended: 1 })).toBe('2,500 new, 1 ended')
  expect(changesText({ created: 0, changed: 0, ended: 0 })).toBe('Nothing')
})
