export interface ClockState {
  /** Simulated minus machine time while the clock runs. */
  readonly offsetMs: number
  /** The instant at which it stands still, or null. */
  readonly frozenAt: number | null
}

/** A wall clock of the machine in epoch milliseconds; tests pass their own. */
export type WallClock = () => number

/**
 * The one clock of the simulated cloud: the machine's clock plus an offset, or standing still.
 * While a journal is replayed it stands at the instant of each entry.
 */
export class Clock {
  readonly #wall: WallClock
  #offset = 0
  #frozenAt: number | undefined
  #replayAt: number | undefined
  readonly #listeners = new Set<() => void>()

  constructor(wall: WallClock) {
    this.#wall = wall
  }

  now(): number {
    return this.#replayAt ?? this.#frozenAt ?? this.#wall() + this.#offset
  }

  /** What to keep so that a restart goes on with the same clock. */
  get state(): ClockState {
    return { offsetMs: this.#offset, frozenAt: this.#frozenAt ?? null }
  }

  set state(state: ClockState) {
    this.#offset = state.offsetMs
    this.#frozenAt = state.frozenAt ?? undefined
    for (const listener of this.#listeners) listener()
  }

  /** Calls whenever the clock is set; answers how to stop listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The state in which the clock shows `instant`, standing still or running on. */
  stateAt(instant: number, frozen: boolean): ClockState {
    return { offsetMs: instant - this.#wall(), frozenAt: frozen ? instant : null }
  }

  /** Runs `work` as if it were `instant`. */
  during<T>(instant: number, work: () => T): T {
    this.#replayAt = instant
    try {
      return work()
    } finally {
      this.#replayAt = undefined
    }
  }
}

/** Graph's way to write an instant: seconds, UTC. */
export function isoSeconds(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`
}
