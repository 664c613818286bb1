import { type SettableClock, settableClock } from '../../kernel/time.ts'
import type { MicrosoftPorts } from '../ports.ts'

export interface VirtualTime extends Pick<MicrosoftPorts, 'clock' | 'sleep'> {
  readonly clock: SettableClock
  /** when somebody next goes to sleep: for how many milliseconds */
  nextSleep(): Promise<number>
  /** lets time pass: whoever sleeps wakes at their instant, in order, and does what follows before the next one wakes */
  pass(milliseconds: number): Promise<void>
}

interface Sleeper {
  readonly at: number
  wake(): void
}

/** Time that passes only when the test lets it, for several sleepers side by side. */
export function virtualTime(start = new Date('2026-03-01T09:00:00Z')): VirtualTime {
  const clock = settableClock(start)
  const now = () => clock.now().getTime()
  const sleepers: Sleeper[] = []
  let notice: ((milliseconds: number) => void) | undefined
  const others = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    clock,
    nextSleep: () =>
      new Promise((resolve) => {
        notice = resolve
      }),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        const leave = () => sleepers.splice(sleepers.indexOf(sleeper), 1)
        const giveUp = () => {
          leave()
          reject(signal?.reason)
        }
        const sleeper = {
          at: now() + Math.max(0, milliseconds),
          wake() {
            leave()
            signal?.removeEventListener('abort', giveUp)
            resolve()
          },
        }
        sleepers.push(sleeper)
        notice?.(milliseconds)
        signal?.addEventListener('abort', giveUp, { once: true })
      }),
    async pass(milliseconds) {
      const end = now() + milliseconds
      await others()
      for (;;) {
        const next = sleepers.reduce<Sleeper | undefined>(
          (one, other) => (one && one.at <= other.at ? one : other),
          undefined,
        )
        if (next === undefined || next.at > end) break
        clock.set(new Date(Math.max(now(), next.at)))
        next.wake()
        await others()
      }
      clock.set(new Date(end))
    },
  }
}
