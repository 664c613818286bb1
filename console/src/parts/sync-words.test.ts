import { expect, test } from 'vitest'
import type { SyncResourceProgress } from '../api/contract.generated.ts'
import { inReadingOrder, resourceName, resourceProgress, shareDone } from './sync-words.ts'

const resource = (part: Partial<SyncResourceProgress>): SyncResourceProgress => ({
  resource: 'users',
  mode: 'full',
  status: 'reading',
  strategy: null,
  reason: null,
  explanation: null,
  pages: 1,
  objectsRead: 1_200,
  expected: null,
  unreadable: 0,
  created: 0,
  changed: 0,
  ended: 0,
  requests: 0,
  resourceUnits: 0,
  seconds: null,
  planned: null,
  ...part,
})

test('what is being read says how much of how much, as far as that is known', () => {
  expect(resourceProgress(resource({ expected: 2_500 }))).toBe('1,200 of about 2,500 read')
  expect(resourceProgress(resource({ expected: 1_000 }))).toBe('1,200 read')
})

test('what failed says why', () => {
  expect(resourceProgress(resource({ status: 'failed', explanation: 'Microsoft refused.' }))).toBe('Microsoft refused.')
})

test('people come first, and what this program does not know comes last under its own name', () => {
  const rows = [{ resource: 'devices' }, { resource: 'licences' }, { resource: 'users' }]
  expect(inReadingOrder(rows).map((row) => resourceName(row.resource))).toEqual(['People', 'Licences', 'devices'])
})

test('the share that is done follows the estimate, and the parts where there is none', () => {
  expect(shareDone([], 30, 10)).toBe(0.25)
  const parts = [resource({ status: 'read' }), resource({}), resource({ status: 'skipped' })]
  expect(shareDone(parts, null, null)).toBe(0.5)
  expect(shareDone([], null, null)).toBeUndefined()
})
