import { expect, test } from 'vitest'
import { faultKinds } from './fault-kinds.ts'
import { planRound } from './plan.ts'

const rounds = (seed: string, count: number) => Array.from({ length: count }, (_, round) => planRound(seed, round, 2))

test('a seed and a round give the same plan', () => {
  expect(rounds('7', 5)).toEqual(rounds('7', 5))
  expect(rounds('7', 5)).not.toEqual(rounds('8', 5))
})

test('every kind of fault is ordered before one comes again', () => {
  const ordered = rounds('7', Math.ceil(faultKinds.length / 4)).flatMap(({ faults }) => faults.map(({ kind }) => kind))
  expect(new Set(ordered)).toEqual(new Set(faultKinds.map(({ name }) => name)))
})

test('within five rounds a worker, the server and PostgreSQL are killed', () => {
  const victims = rounds('7', 5).flatMap(({ steps }) =>
    steps.flatMap((step) => (step.do === 'kill' ? [step.victim] : [])),
  )
  expect(new Set(victims)).toEqual(new Set(['worker', 'server', 'postgres']))
})

test('the purge guard is confirmed and refused within eight rounds', () => {
  const guards = rounds('7', 8).map(({ guard }) => guard)
  expect(guards).toContain('confirm')
  expect(guards).toContain('refuse')
})
