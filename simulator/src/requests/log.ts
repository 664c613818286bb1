import type { RequestRecord } from './record.ts'

/** How many requests are remembered; older ones are let go. */
const REMEMBERED = 10_000

type Test = (record: RequestRecord) => boolean

interface Waiting {
  readonly test: Test
  readonly count: number
  readonly found: RequestRecord[]
  readonly resolve: (records: RequestRecord[]) => void
}

/** The latest requests, oldest first, and whoever waits for one that may have come already. */
export class RequestLog {
  #records: RequestRecord[] = []
  #number = 0
  readonly #waiting = new Set<Waiting>()

  append(record: Omit<RequestRecord, 'number'>): void {
    this.#number += 1
    const numbered = { ...record, number: this.#number }
    this.#records.push(numbered)
    if (this.#records.length > 2 * REMEMBERED) this.#records = this.#records.slice(-REMEMBERED)
    for (const waiting of this.#waiting) this.#offer(waiting, numbered)
  }

  /** The number of the latest request, 0 before the first. */
  get latest(): number {
    return this.#number
  }

  all(test: Test = () => true): RequestRecord[] {
    return this.#records.slice(-REMEMBERED).filter(test)
  }

  /** Forgets what was remembered; numbers go on. */
  clear(): void {
    this.#records = []
  }

  /**
   * The first `count` requests that pass the test, as soon as there are so many: those already past count. Rejects with
   * the signal's reason when it aborts first.
   */
  async expect(test: Test, count = 1, signal?: AbortSignal): Promise<RequestRecord[]> {
    const found = this.all(test).slice(0, count)
    if (found.length >= count) return found
    signal?.throwIfAborted()
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { test, count, found, resolve }
      this.#waiting.add(waiting)
      signal?.addEventListener('abort', () => {
        if (this.#waiting.delete(waiting)) reject(signal.reason)
      })
    })
  }

  #offer(waiting: Waiting, record: RequestRecord): void {
    if (!waiting.test(record)) return
    waiting.found.push(record)
    if (waiting.found.length < waiting.count) return
    this.#waiting.delete(waiting)
    waiting.resolve(waiting.found)
  }
}
