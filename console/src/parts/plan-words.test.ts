import { expect, test } from 'vitest'
import type { SyncPlan, SyncResourceProgress } from '../api/contract.generated.ts'
import { costFigure, costInWords, costRows, phaseOf, plannedRows } from './plan-words.ts'

const cost = { requests: 4, units: 5, seconds: 1.5 }
const resource = (part: Partial<SyncResourceProgress>): SyncResourceProgress => ({
  resource: 'users',
  mode: 'full',
  status: 'read',
  strategy: 'chain',
  reason: null,
  explanation: null,
  pages: 1,
  objectsRead: 10,
  expected: null,
  unreadable: 0,
  created: 0,
  changed: 0,
  ended: 0,
  requests: 6,
  resourceUnits: 7,
  seconds: 2,
  planned: cost,
  ...part,
})
const plan: SyncPlan = {
  latencyMs: null,
  unitsPerSecond: 250,
  expected: cost,
  resources: [
    {
      resource: 'users',
      mode: 'full',
      strategy: 'parallel',
      reasons: ['first_reading'],
      explanation: 'why',
      objects: 10,
      expected: cost,
    },
  ],
  left: [],
}

test.each([
  ['no plan yet', 'planning', { status: 'running', plan: null, resources: [] }],
  ['something still to read', 'reading', { status: 'running', plan, resources: [resource({ status: 'waiting' })] }],
  [
    'nothing left to read',
    'merging',
    { status: 'running', plan, resources: [resource({}), resource({ status: 'failed' })] },
  ],
  ['a run from before there were plans', 'merging', { status: 'running', plan: null, resources: [resource({})] }],
  ['no longer running', 'ended', { status: 'completed', plan, resources: [resource({})] }],
] as const)('with %s a run is %s', (_, phase, run) => {
  expect(phaseOf(run)).toBe(phase)
})

test('a resource stands with what was expected of it and what it did cost', () => {
  const [row] = costRows({ plan, resources: [resource({ strategy: 'parallel' })] })
  expect(row).toMatchObject({ expected: cost, actual: { requests: 6, units: 7, seconds: 2 }, how: 'Why', changed: '' })
})

test('what was read in another way than planned says so, and why', () => {
  const [row] = costRows({ plan, resources: [resource({ explanation: 'Microsoft refused it.' })] })
  expect(row?.changed).toBe('Planned was: everything, side by side. Microsoft refused it.')
})

test('a plan that was not carried out has nothing actual', () => {
  expect(plannedRows(plan)).toEqual([{ resource: 'users', how: 'Why', changed: '', expected: cost, actual: null }])
})

test('what was not begun has no actual cost', () => {
  expect(costRows({ plan, resources: [resource({ status: 'waiting' })] })[0]?.actual).toBeNull()
})

test('a run without a plan has nothing to compare', () => {
  expect(costRows({ plan: null, resources: [resource({})] })).toEqual([])
})

test('a figure stands beside what was expected, each as far as it is known', () => {
  expect(costFigure(1_200, 1_300)).toEqual({ figure: '1,300', beside: 'expected 1,200' })
  expect(costFigure(1_200, null)).toEqual({ figure: '–', beside: 'expected 1,200' })
  expect(costFigure(undefined, 0)).toEqual({ figure: '0', beside: null })
})

test('a cost is told in words', () => {
  expect(costInWords({ requests: 1, units: 2_000, seconds: 75 })).toBe('1 request, 2,000 resource units, 1 min 15 s')
})
