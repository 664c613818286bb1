/** Where the present instant comes from; injected everywhere, so that every test is repeatable. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands until it is moved. */
export interface SettableClock extends Clock {
  set(instant: Date): void
  /** moves the clock forward by this many milliseconds */
  advance(milliseconds: number): void
}

export function settableClock(start: Date): SettableClock {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    set: (instant) => {
      at = instant.getTime()
    },
    advance: (milliseconds) => {
      at += milliseconds
    },
  }
}

export const seconds = (count: number): number => count * 1_000
export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => count * 3_600_000
export const days = (count: number): number => count * 86_400_000
