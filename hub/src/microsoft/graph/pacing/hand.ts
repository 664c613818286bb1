import { type Lesson, silentForMs, together, told, unitsTold } from './lesson.ts'
import type { Limit, Pace } from './limits.ts'
import type { Heard } from './pacer.ts'

/** What one process has of an account: units drawn and not spent yet, requests under way, and what it has learnt since it last drew. */
export class Hand {
  readonly #limit: Limit
  /** below zero where requests cost more than was drawn for them */
  #units = 0
  #gotAt = Number.NEGATIVE_INFINITY
  #unitsUnderWay = 0
  #requestsUnderWay = 0
  #heardAt = Number.NEGATIVE_INFINITY
  #lesson: Lesson | undefined

  constructor(limit: Limit) {
    this.#limit = limit
  }

  get units(): number {
    return this.#units
  }

  /** when the last units came: they may not be kept for long */
  get gotAt(): number {
    return this.#gotAt
  }

  get requestsUnderWay(): number {
    return this.#requestsUnderWay
  }

  /** nothing to give back, and nothing to tell */
  get isEmpty(): boolean {
    return this.#units === 0 && this.#lesson === undefined
  }

  put(units: number, now: number): void {
    this.#units += units
    if (units > 0) this.#gotAt = now
  }

  take(units: number): void {
    this.#units -= units
    this.#unitsUnderWay += units
    this.#requestsUnderWay += 1
  }

  ended(units: number): void {
    this.#unitsUnderWay = Math.max(0, this.#unitsUnderWay - units)
    this.#requestsUnderWay = Math.max(0, this.#requestsUnderWay - 1)
  }

  /** takes out what goes to the account with the next draw: all units or none, and what was learnt */
  emptied({ unspent }: { unspent: boolean }): { unspent: number; lesson: Lesson | undefined } {
    const out = { unspent: unspent ? this.#units : 0, lesson: this.#lesson }
    this.#units -= out.unspent
    this.#lesson = undefined
    return out
  }

  /** the account was not reached: what was taken out is here again */
  refilled({ unspent, lesson }: { unspent: number; lesson: Lesson | undefined }, pace: Pace): void {
    this.#units += unspent
    if (lesson !== undefined) this.#lesson = together(lesson, this.#lesson ?? lesson, pace)
  }

  /** @param pausedUntil milliseconds since 1970 */
  pausedUntil(pausedUntil: number, pace: Pace, at: number): void {
    this.#lesson = together(this.#lesson, { at, pausedUntil }, pace)
  }

  /**
   * Learns from the answer to a request that `units` were taken for and that has ended.
   * @returns whether this was the first word from Microsoft after a long silence
   */
  learn(units: number, heard: Heard, pace: Pace, at: number): boolean {
    const { left, slowTo, pauseMs } = told(this.#limit, pace, heard)
    if (left === undefined && (heard.status < 200 || heard.status > 299)) return false
    const spent = this.#limit.tells === 'throttle-limit-percentage' ? unitsTold(heard) : undefined
    if (spent !== undefined) this.#units += units - spent
    // what Microsoft has not got, nobody has in hand
    if (left !== undefined) this.#units = Math.min(this.#units, Math.max(0, left - this.#unitsUnderWay))
    const most = left === undefined ? undefined : left - this.#unitsUnderWay - Math.max(0, this.#units)
    const pausedUntil = pauseMs === undefined ? 0 : at + pauseMs
    this.#lesson = together(this.#lesson, { at, most, slowTo, pausedUntil }, pace)
    const wasSilent = at - this.#heardAt >= silentForMs
    this.#heardAt = at
    return wasSilent
  }
}
