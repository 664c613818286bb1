import type { MicrosoftPorts } from '../ports.ts'
import type { Pacer } from './pacer.ts'

export interface Rate {
  /** units the bucket holds: what may go at once */
  readonly units: number
  /** milliseconds in which an empty bucket fills */
  readonly perMs: number
}

/**
 * Resource units per ten seconds of one application in one tenancy, by the tenancy's size.
 * Source: learn.microsoft.com/graph/throttling-limits, "Identity and access service limits".
 */
export const directoryRate = (people: number): Rate => {
  if (people < 50) return { units: 3_500, perMs: 10_000 }
  return { units: people <= 500 ? 5_000 : 8_000, perMs: 10_000 }
}

/** Sign-in and audit logs: 5 requests in ten seconds per application and tenancy. Same page, "Identity and access reports". */
export const reportsRate: Rate = { units: 5, perMs: 10_000 }

/** From this share of the limit on Microsoft sends `x-ms-throttle-limit-percentage` (0.8 to 1.8): slow down before 429 comes. */
const slowFrom = 0.8
/** how long one such header counts */
const slowForMs = 10_000

export interface TokenBucket extends Pacer {
  /** the tenancy's size became known, or changed */
  resize(rate: Rate): void
}

/**
 * A token bucket for one process. Whoever asks reserves at once, so that waiters go in the order they came and the sum never exceeds the
 * rate. At 80 % of Microsoft's own account the rate falls: full at 0.8, half at 1.0, a tenth at 1.16 and beyond.
 */
export function tokenBucket(ports: Pick<MicrosoftPorts, 'clock' | 'sleep'>, initial: Rate): TokenBucket {
  let rate = initial
  let available = initial.units
  let filledAt = now()
  let slowdown = { factor: 1, until: 0 }
  let pausedUntil = 0

  function now(): number {
    return ports.clock.now().getTime()
  }

  const perMillisecond = (): number => (rate.units / rate.perMs) * (slowdown.until > now() ? slowdown.factor : 1)

  function fill(): void {
    const at = now()
    available = Math.min(rate.units, available + Math.max(0, at - filledAt) * perMillisecond())
    filledAt = at
  }

  async function waitOutPause(signal?: AbortSignal): Promise<void> {
    for (let left = pausedUntil - now(); left > 0; left = pausedUntil - now()) await ports.sleep(left, signal)
  }

  return {
    async acquire(units, signal) {
      signal?.throwIfAborted()
      const askedAt = now()
      fill()
      available -= units
      try {
        if (available < 0) await ports.sleep(Math.ceil(-available / perMillisecond()), signal)
        await waitOutPause(signal)
      } catch (error) {
        available += units
        throw error
      }
      return now() - askedAt
    },
    observe(headers, acquired) {
      fill()
      const spent = number(headers.get('x-ms-resource-unit'))
      if (spent !== undefined) available -= spent - acquired
      const share = number(headers.get('x-ms-throttle-limit-percentage'))
      if (share !== undefined && share >= slowFrom)
        slowdown = { factor: Math.max(0.1, Math.min(1, 1 - (share - slowFrom) * 2.5)), until: now() + slowForMs }
    },
    pause(milliseconds) {
      pausedUntil = Math.max(pausedUntil, now() + milliseconds)
    },
    resize(next) {
      fill()
      available += next.units - rate.units
      rate = next
    },
  }
}

function number(header: string | null): number | undefined {
  const value = header === null || header.trim() === '' ? Number.NaN : Number(header)
  return Number.isFinite(value) ? value : undefined
}
