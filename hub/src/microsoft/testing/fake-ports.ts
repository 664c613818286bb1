import { type SettableClock, settableClock } from '../../kernel/time.ts'
import type { MicrosoftPorts } from '../ports.ts'

export interface FakePorts extends MicrosoftPorts {
  readonly clock: SettableClock
  /** every wait asked for, in milliseconds */
  readonly slept: number[]
}

/** Ports over the real network whose clock stands, whose sleep moves the clock and returns at once, and whose randomness is always one half. */
export function fakePorts(start = new Date('2026-03-01T09:00:00Z')): FakePorts {
  const clock = settableClock(start)
  const slept: number[] = []
  return {
    fetch: (input, init) => fetch(input, init),
    clock,
    slept,
    random: { bytes: (length) => new Uint8Array(length).fill(0x80, 0, 1) },
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted()
      slept.push(milliseconds)
      clock.advance(milliseconds)
    },
    deadline: () => new AbortController().signal,
  }
}
