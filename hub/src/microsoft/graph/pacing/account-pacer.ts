import type { MicrosoftPorts } from '../../ports.ts'
import type { AccountBook, AccountName } from './account-book.ts'
import { drawn } from './draw.ts'
import { Hand } from './hand.ts'
import { type Limit, limits, type Pace } from './limits.ts'
import { type Heard, type Patience, PatienceEnded, type Urgency } from './pacer.ts'
import { type Waiter, WaitingLine } from './waiting-line.ts'

/** How a process comes to the account: units are drawn in slices, so that the account is asked a few times a second and not for each request. */
export interface Slicing {
  /** a slice is what the limit lets through in so many milliseconds; 0 draws what is needed and no more */
  readonly sliceMs: number
  /** bulk work comes no sooner again */
  readonly apartMs: number
  /** what is in hand longer is given back, so that a pause and urgent work elsewhere bind this process at the latest then */
  readonly keepMs: number
}

export interface PacerParts {
  readonly ports: Pick<MicrosoftPorts, 'clock' | 'sleep'>
  readonly book: AccountBook
  readonly slicing: Slicing
  /** names this process to the account */
  readonly drawer: string
  /** what failed in the background; whoever comes next meets it too */
  readonly onError: (error: unknown) => void
}

/** The line of this process before one account, and the units it has in hand. */
export class AccountPacer {
  readonly #parts: PacerParts
  readonly #name: AccountName
  readonly #limit: Limit
  readonly #line = new WaitingLine()
  readonly #closing = new AbortController()
  readonly #background = new Set<Promise<void>>()
  readonly #hand: Hand
  #pace: Pace
  /** when the account last gave less than was wanted: bulk work comes back after a while only */
  #shortAt = Number.NEGATIVE_INFINITY
  #pausedUntil = 0
  #serving = false
  #resting = false
  #nap: AbortController | undefined

  constructor(parts: PacerParts, name: AccountName) {
    this.#parts = parts
    this.#name = name
    this.#limit = limits[name.limit]
    this.#hand = new Hand(this.#limit)
    this.#pace = this.#limit.pace({})
  }

  /** @returns milliseconds waited @throws PatienceEnded, the signal's reason, what the book fails with; nothing is spent then */
  async acquire(units: number, urgency: Urgency, patience: Patience = {}): Promise<number> {
    patience.signal?.throwIfAborted()
    const askedAt = this.#now()
    if (this.#line.first === undefined && this.#limit.atOnce === undefined && this.#mayGo(units, askedAt)) {
      this.#hand.take(units)
      if (urgency === 'bulk') this.#drawAhead(askedAt)
      return 0
    }
    await this.#turn(units, urgency, patience)
    return this.#now() - askedAt
  }

  /** the request that units were acquired for is over */
  settle(units: number, heard: Heard | undefined): void {
    this.#hand.ended(units)
    if (heard !== undefined && this.#hand.learn(units, heard, this.#pace, this.#now())) {
      // others of this process wait for just this word
      this.#shortAt = Number.NEGATIVE_INFINITY
      this.#nap?.abort()
    }
    if (this.#limit.atOnce === undefined) this.#rest()
    else if (this.#line.first !== undefined) this.#nap?.abort()
    else this.#inBackground(this.#report())
  }

  /** the request was not sent after all */
  refund(units: number): void {
    this.#hand.put(units, this.#hand.gotAt)
    this.settle(units, undefined)
  }

  pause(milliseconds: number): void {
    const at = this.#now()
    this.#pausedUntil = Math.max(this.#pausedUntil, at + milliseconds)
    this.#hand.pausedUntil(this.#pausedUntil, this.#pace, at)
    this.#inBackground(this.#report())
  }

  /** gives back what is in hand, ends what goes on in the background, and sends away who waits */
  async close(): Promise<void> {
    this.#closing.abort(new Error('This process is ending.'))
    this.#nap?.abort()
    await Promise.all(this.#background)
    if (!this.#hand.isEmpty) await this.#report().catch(this.#parts.onError)
  }

  #now(): number {
    return this.#parts.ports.clock.now().getTime()
  }

  #mayGo(units: number, now: number): boolean {
    const { sliceMs, keepMs } = this.#parts.slicing
    return units <= this.#hand.units && this.#pausedUntil <= now && (sliceMs === 0 || now - this.#hand.gotAt < keepMs)
  }

  #turn(units: number, urgency: Urgency, { signal, until = Number.POSITIVE_INFINITY }: Patience): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        if (this.#line.leave(waiter)) reject(signal?.reason)
        if (this.#line.first === undefined) this.#nap?.abort()
      }
      const waiter: Waiter = {
        units,
        urgency,
        until,
        go: () => {
          signal?.removeEventListener('abort', giveUp)
          resolve()
        },
        fail: (error) => {
          signal?.removeEventListener('abort', giveUp)
          reject(error)
        },
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      this.#line.join(waiter)
      if (this.#line.first === waiter) this.#nap?.abort()
      if (!this.#serving) this.#inBackground(this.#serve())
    })
  }

  /** Draws for whoever waits, one after the other, until nobody does. */
  async #serve(): Promise<void> {
    this.#serving = true
    try {
      for (;;) {
        this.#closing.signal.throwIfAborted()
        if (this.#limit.atOnce === undefined) this.#letGo()
        const first = this.#line.first
        if (first === undefined) break
        const early = this.#earlyBy(first)
        if (early > 0) {
          await this.#wait(early)
          continue
        }
        const waitMs = await this.#draw(first)
        this.#letGo()
        if (waitMs > 0 && this.#line.first === first) await this.#wait(waitMs)
      }
    } catch (error) {
      this.#line.fail(error)
    } finally {
      this.#serving = false
      this.#rest()
    }
  }

  /** How long it makes no sense yet to ask the account. */
  #earlyBy({ urgency }: Waiter): number {
    const now = this.#now()
    const soon = urgency === 'bulk' ? this.#shortAt + this.#parts.slicing.apartMs - now : 0
    return Math.max(this.#pausedUntil - now, soon)
  }

  /** Where requests under way are limited this is for after a draw alone, which brings enough for one and no more. */
  #letGo(): void {
    const now = this.#now()
    for (let first = this.#line.first; first !== undefined; first = this.#line.first) {
      if (!this.#mayGo(first.units, now)) return
      this.#line.leave(first)
      this.#hand.take(first.units)
      first.go()
    }
  }

  /** @returns milliseconds until it is worth coming again; 0 where something was granted, or nobody waits */
  async #draw(waiter: Pick<Waiter, 'units' | 'urgency'> | undefined): Promise<number> {
    const { book, drawer, slicing } = this.#parts
    const now = this.#now()
    const isStale = now - this.#hand.gotAt >= slicing.keepMs || this.#limit.atOnce !== undefined
    const brought = this.#hand.emptied({ unspent: waiter === undefined || isStale })
    this.#shortAt = now
    const urgency = waiter?.urgency ?? 'bulk'
    const needed = waiter === undefined ? 0 : Math.max(0, waiter.units - this.#hand.units)
    const ahead = urgency === 'bulk' && waiter !== undefined ? this.#slice() - this.#hand.units : 0
    const draw = {
      ...{ drawer, urgency, needed, ...brought },
      wanted: Math.max(needed, ahead),
      underWay: this.#hand.requestsUnderWay,
      atOnce: this.#limit.atOnce,
    }
    try {
      const { granted, waitMs, pausedUntil, pace } = await book.change(this.#name, (account, currentPace, at) => {
        const { account: next, ...result } = drawn(account, currentPace, draw, at)
        return { account: next, result: { ...result, pace: currentPace } }
      })
      this.#hand.put(granted, this.#now())
      if (granted >= draw.wanted) this.#shortAt = Number.NEGATIVE_INFINITY
      this.#pausedUntil = Math.max(this.#pausedUntil, pausedUntil)
      this.#pace = pace
      return waitMs
    } catch (error) {
      this.#hand.refilled(brought, this.#pace)
      throw error
    }
  }

  #slice(): number {
    return (this.#pace.units / this.#pace.perMs) * this.#parts.slicing.sliceMs
  }

  /** Draws the next slice while the present one still lasts. */
  #drawAhead(now: number): void {
    if (this.#serving || this.#hand.units >= this.#slice() / 2 || now - this.#shortAt < this.#parts.slicing.apartMs)
      return
    this.#serving = true
    const ahead = async () => {
      try {
        await this.#draw({ units: Math.max(0, this.#hand.units) + 1, urgency: 'bulk' })
      } finally {
        await this.#serve()
      }
    }
    this.#inBackground(ahead())
  }

  /** When a moment passes with nothing under way: gives back what is in hand and tells what was learnt. */
  #rest(): void {
    const { sliceMs, keepMs } = this.#parts.slicing
    if (sliceMs === 0 || this.#resting || this.#hand.isEmpty || this.#closing.signal.aborted) return
    this.#resting = true
    const rest = async () => {
      try {
        await this.#parts.ports.sleep(keepMs, this.#closing.signal)
        this.#resting = false
        // the end of what is under way comes here again
        if (!this.#serving && this.#hand.requestsUnderWay === 0) await this.#report()
      } catch (error) {
        this.#resting = false
        if (!this.#closing.signal.aborted) throw error
      }
    }
    this.#inBackground(rest())
  }

  async #report(): Promise<void> {
    await this.#draw(undefined)
  }

  /** Waits with those who can; whoever comes first in the meantime ends it. */
  async #wait(milliseconds: number): Promise<void> {
    this.#line.fail(new PatienceEnded(milliseconds), this.#now() + milliseconds)
    if (this.#line.first === undefined) return
    const nap = new AbortController()
    this.#nap = nap
    try {
      await this.#parts.ports.sleep(milliseconds, nap.signal)
    } catch (error) {
      if (!nap.signal.aborted) throw error
    } finally {
      this.#nap = undefined
    }
  }

  #inBackground(work: Promise<void>): void {
    const done = work.catch(this.#parts.onError).finally(() => this.#background.delete(done))
    this.#background.add(done)
  }
}
