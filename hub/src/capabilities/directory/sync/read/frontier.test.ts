import { describe, expect, test } from 'vitest'
import { frontier } from './frontier.ts'
import type { Part } from './step.ts'

const part = (number: number, step = 'one'): Part => ({
  part: number,
  resource: 'appRoleAssignments',
  step,
  ids: ['a'],
  link: null,
})
const numbers = (parts: readonly Part[]) => parts.map((one) => one.part)

test('small pages go by the twenty, those of one step together, the most waiting first', () => {
  const ready = frontier()
  for (let number = 1; number <= 5; number += 1) ready.add(part(number, 'few'), true)
  for (let number = 6; number <= 30; number += 1) ready.add(part(number, 'many'), true)
  expect(numbers(ready.nextTogether())).toEqual(Array.from({ length: 20 }, (_, index) => index + 6))
  expect(numbers(ready.nextTogether())).toEqual([1, 2, 3, 4, 5])
  expect(numbers(ready.nextTogether())).toEqual([26, 27, 28, 29, 30])
  expect(ready.nextTogether()).toEqual([])
})

test('a chain is asked for by itself', () => {
  const ready = frontier()
  ready.add(part(1, 'all'), false)
  expect(ready.nextTogether()).toEqual([])
  expect(ready.nextChain()?.part).toBe(1)
  expect(ready.nextChain()).toBeUndefined()
})

describe('more than it holds', () => {
  const filled = () => {
    const ready = frontier()
    for (let number = 1; number <= 2_500; number += 1) ready.add(part(number), true)
    return ready
  }

  test('waits in the database, after the last one that it holds', () => {
    const ready = filled()
    expect(ready.overflowAfter()).toBe(2_000)
    expect(ready.hasRoom()).toBe(false)
  })

  test('comes back in order, each once, until the database has no more', () => {
    const ready = filled()
    const seen: number[] = []
    for (let some = ready.nextTogether(); some.length > 0; some = ready.nextTogether()) {
      seen.push(...numbers(some))
      const after = ready.overflowAfter()
      if (after === undefined || !ready.hasRoom()) continue
      const found = Array.from({ length: 300 }, (_, index) => part(after + 1 + index)).filter(
        (one) => one.part <= 2_500,
      )
      ready.refill(
        found.map((one) => ({ part: one, isSmall: true })),
        found.length < 300,
      )
    }
    expect(seen).toEqual(Array.from({ length: 2_500 }, (_, index) => index + 1))
    expect(ready.overflowAfter()).toBeUndefined()
  })

  test('a part whose number came before the overflow is held all the same', () => {
    const ready = frontier()
    for (let number = 2; number <= 2_500; number += 1) ready.add(part(number), true)
    ready.add(part(1, 'all'), false)
    expect(ready.nextChain()?.part).toBe(1)
  })
})

test('what is dropped of a resource is not asked for', () => {
  const ready = frontier()
  ready.add(part(1), true)
  ready.add({ ...part(2), resource: 'users' }, true)
  ready.add({ ...part(3, 'all'), resource: 'users' }, false)
  ready.drop('users')
  expect(numbers(ready.nextTogether())).toEqual([1])
  expect(ready.nextChain()).toBeUndefined()
})
