import { type Clock, minutes } from '../../../kernel/time.ts'
import type { Log } from '../../../platform/log/log.ts'

/** Counts notifications for subscriptions that nobody here has: they belong to no organisation, so the log tells of them. */
export interface Strangers {
  count(): void
}

const toldEvery = minutes(1)

/** @returns a count of this process's own; the log has a line a minute at most, with how many came */
export function countStrangers({ clock, log }: { clock: Clock; log: Log }): Strangers {
  let untold = 0
  let toldAt = Number.NEGATIVE_INFINITY
  return {
    count() {
      untold += 1
      const now = clock.now().getTime()
      if (now - toldAt < toldEvery) return
      log.warn({ notifications: untold }, 'notifications came for subscriptions that nobody here has')
      untold = 0
      toldAt = now
    },
  }
}
