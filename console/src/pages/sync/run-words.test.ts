import { expect, test } from 'vitest'
import { changesText, paceText } from './run-words.ts'

test('what a run changed is told by number, and only what there is', () => {
  expect(changesText({ created: 2_500, changed: 0, ended: 1 })).toBe('2,500 new, 1 ended')
  expect(changesText({ created: 0, changed: 0, ended: 0 })).toBe('Nothing')
})

test('the pace is told, with the latency where Microsoft was asked', () => {
  expect(paceText({ unitsPerSecond: 250, latencyMs: 52 })).toMatch(
    '250 resource units a second; an answer took it 52 ms.',
  )
  expect(paceText({ unitsPerSecond: 800, latencyMs: null })).toBe('Microsoft allows 800 resource units a second.')
})
