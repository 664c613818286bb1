import { type Urgency, urgencies } from './pacer.ts'

/** Somebody who waits for units. */
export interface Waiter {
  readonly units: number
  readonly urgency: Urgency
  go(): void
  fail(error: unknown): void
}

/** Who waits, the most urgent first, and among equals in the order in which they came. */
export class WaitingLine {
  readonly #waiters: Waiter[] = []

  get first(): Waiter | undefined {
    return this.#waiters[0]
  }

  get length(): number {
    return this.#waiters.length
  }

  /** units that all of one urgency wait for */
  unitsOf(urgency: Urgency): number {
    return this.#waiters.reduce((sum, waiter) => sum + (waiter.urgency === urgency ? waiter.units : 0), 0)
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

  failAll(error: unknown): void {
    for (const waiter of this.#waiters.splice(0)) waiter.fail(error)
  }
}
