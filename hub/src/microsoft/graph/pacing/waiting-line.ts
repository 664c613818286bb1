import { type Urgency, urgencies } from './pacer.ts'

/** Somebody who waits for units. */
export interface Waiter {
  readonly units: number
  readonly urgency: Urgency
  /** does not wait beyond this instant */
  readonly until: number
  go(): void
  fail(error: unknown): void
}

/** Who waits, the most urgent first, and among equals in the order in which they came. */
export class WaitingLine {
  readonly #waiters: Waiter[] = []

  get first(): Waiter | undefined {
    return this.#waiters[0]
  }

  join(waiter: Waiter): void {
    const rank = urgencies.indexOf(waiter.urgency)
    const behind = this.#waiters.findIndex(({ urgency }) => urgencies.indexOf(urgency) > rank)
    this.#waiters.splice(behind < 0 ? this.#waiters.length : behind, 0, waiter)
  }

  /** @returns false where it does not wait any more */
  leave(waiter: Waiter): boolean {
    const index = this.#waiters.indexOf(waiter)
    if (index >= 0) this.#waiters.splice(index, 1)
    return index >= 0
  }

  /** sends away those who cannot wait until this instant; everybody where none is said */
  fail(error: unknown, instant = Number.POSITIVE_INFINITY): void {
    for (const waiter of this.#waiters.filter(({ until }) => until <= instant)) {
      this.leave(waiter)
      waiter.fail(error)
    }
  }
}
