import type { Clock } from '../world/clock.ts'

type Work = () => void | Promise<void>

interface Task {
  readonly due: number
  readonly work: Work
}

/** The longest that a timer of the machine waits before the simulated clock is looked at again. */
const LONGEST_WAIT_MS = 60_000

/**
 * Does work when the simulated clock has come to it: whether that clock runs by itself or is set by somebody. What is
 * due is done soon after, never inside the call that made it due.
 */
export class Scheduler {
  readonly #clock: Clock
  readonly #stopListening: () => void
  readonly #running = new Set<Promise<void>>()
  #tasks: Task[] = []
  #pass: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(clock: Clock) {
    this.#clock = clock
    this.#stopListening = clock.listen(() => this.#passSoon())
  }

  /** Does the work once the clock shows `due`. */
  at(due: number, work: Work): void {
    if (this.#closed) return
    this.#tasks.push({ due, work })
    if (due <= this.#clock.now()) this.#passSoon()
    else this.#arm()
  }

  /** Resolves when nothing that is due is undone; what is due at a later instant is not waited for. */
  async idle(): Promise<void> {
    while (this.#pass || this.#running.size > 0) await Promise.all([this.#pass, ...this.#running])
  }

  /** Leaves undone whatever has not begun. */
  forget(): void {
    this.#tasks = []
  }

  close(): void {
    this.#closed = true
    this.forget()
    clearTimeout(this.#timer)
    this.#stopListening()
  }

  #passSoon(): void {
    if (this.#closed || this.#pass) return
    this.#pass = new Promise((resolve) => {
      setImmediate(() => {
        this.#pass = undefined
        this.#startDue()
        resolve()
      })
    })
  }

  #startDue(): void {
    const now = this.#clock.now()
    const due = this.#tasks.filter((task) => task.due <= now).sort((a, b) => a.due - b.due)
    this.#tasks = this.#tasks.filter((task) => task.due > now)
    for (const { work } of due) this.#start(work)
    this.#arm()
  }

  #start(work: Work): void {
    const running = (async () => work())()
      .catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      })
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  /** A clock that stands still needs no timer: setting it is heard. */
  #arm(): void {
    clearTimeout(this.#timer)
    if (this.#closed || this.#tasks.length === 0 || this.#clock.state.frozenAt !== null) return
    const next = Math.min(...this.#tasks.map(({ due }) => due))
    const wait = Math.min(Math.max(next - this.#clock.now(), 1), LONGEST_WAIT_MS)
    this.#timer = setTimeout(() => this.#passSoon(), wait).unref()
  }
}
