import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Clock } from '../world/clock.ts'
import { Scheduler } from './scheduler.ts'

let clock: Clock
let scheduler: Scheduler
let done: string[]
beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  clock = new Clock(Date.now)
  scheduler = new Scheduler(clock)
  done = []
})
afterEach(() => {
  scheduler.close()
  vi.useRealTimers()
})

const doAt = (due: number, name: string) => scheduler.at(due, () => void done.push(name))

test('work is done when the running clock comes to it, in the order of its instants', async () => {
  doAt(90_000, 'later')
  doAt(1_000, 'soon')
  await vi.advanceTimersByTimeAsync(999)
  expect(done).toEqual([])
  await vi.advanceTimersByTimeAsync(2)
  expect(done).toEqual(['soon'])
  await vi.advanceTimersByTimeAsync(90_000)
  expect(done).toEqual(['soon', 'later'])
})

test('setting the clock makes due what lies before', async () => {
  doAt(4 * 3_600_000, 'later')
  clock.state = clock.stateAt(4 * 3_600_000, true)
  await vi.runAllTimersAsync()
  expect(done).toEqual(['later'])
})

test('a clock that stands still makes nothing due', async () => {
  clock.state = clock.stateAt(0, true)
  doAt(1_000, 'soon')
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(done).toEqual([])
})

test('what is due at once is not done inside the call', async () => {
  doAt(0, 'now')
  expect(done).toEqual([])
  await vi.runAllTimersAsync()
  expect(done).toEqual(['now'])
})

test('idle waits for what is running, and for nothing that lies ahead', async () => {
  vi.useRealTimers()
  let finish = () => {}
  const held = new Promise<void>((resolve) => {
    finish = resolve
  })
  scheduler.at(0, async () => {
    await held
    done.push('held')
  })
  doAt(Number.MAX_SAFE_INTEGER, 'never')
  const idle = scheduler.idle()
  finish()
  await idle
  expect(done).toEqual(['held'])
})

test('after closing nothing is done any more', async () => {
  doAt(1_000, 'soon')
  scheduler.close()
  doAt(0, 'now')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(done).toEqual([])
})
