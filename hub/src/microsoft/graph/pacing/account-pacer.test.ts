import { expect, test } from 'vitest'
import { virtualTime } from '../../testing/virtual-time.ts'
import { type AccountBook, memoryBook } from './account-book.ts'
import { AccountPacer } from './account-pacer.ts'
import { slicing } from './shared-pacers.ts'

const heard = { status: 200, fields: [new Headers()] }

const name = { clientId: 'app', tenantId: 'tenancy', limit: 'directory' } as const

/** A process before a book that can be made to fail. */
function made() {
  const time = virtualTime()
  const good = memoryBook(() => time.clock.now().getTime())
  const errors: unknown[] = []
  const state = { failing: false, asked: 0 }
  const book: AccountBook = {
    ...good,
    change: async (name, rule) => {
      state.asked += 1
      if (state.failing) throw new Error('the database does not answer')
      return good.change(name, rule)
    },
  }
  const parts = { ports: time, book, drawer: 'one', slicing, onError: (error: unknown) => void errors.push(error) }
  return { time, good, state, errors, pacer: new AccountPacer(parts, name) }
}

test('where the account cannot be reached, nothing is sent', async () => {
  const { pacer, state, time } = made()
  state.failing = true
  await expect(pacer.acquire(1, 'bulk')).rejects.toThrow('the database does not answer')
  state.failing = false
  await time.pass(slicing.apartMs)
  expect(await pacer.acquire(1, 'bulk')).toBe(0)
})

test('what was learnt while it could not be reached is told later', async () => {
  const { pacer, state, errors, time, good } = made()
  const start = time.clock.now().getTime()
  await pacer.acquire(1, 'bulk')
  state.failing = true
  pacer.pause(9_000)
  await time.pass(1)
  expect(errors).toHaveLength(1)
  state.failing = false
  await pacer.close()
  const pausedUntil = await good.change(name, (account) => ({ account, result: account.pausedUntil }))
  expect(pausedUntil).toBe(start + 9_000)
})

test('the next slice is drawn while this one lasts, so that nobody waits for it', async () => {
  const { pacer, state, time } = made()
  const go = async () => {
    const waited = await pacer.acquire(1, 'bulk')
    pacer.settle(1, heard)
    return waited
  }
  await go()
  for (let count = 0; count < 30; count++) await go()
  const before = state.asked
  await time.pass(1)
  expect(await Promise.all(Array.from({ length: 30 }, go))).toEqual(Array.from({ length: 30 }, () => 0))
  expect(state.asked - before).toBeLessThanOrEqual(2)
})

test('whoever still waits when the process ends is sent away', async () => {
  const { pacer, time } = made()
  pacer.pause(60_000)
  const waiting = expect(pacer.acquire(1, 'bulk')).rejects.toThrow('ending')
  await time.pass(10)
  await pacer.close()
  await waiting
})
