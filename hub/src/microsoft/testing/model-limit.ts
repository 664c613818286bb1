import type { Heard } from '../graph/pacing/pacer.ts'

/** Microsoft's side of a limit as its documents describe it: a token bucket that refuses what it does not hold. */
export interface ModelLimit {
  /** spends, or refuses with 429; tells the share used from 80 % on */
  ask(units: number): Heard
  drain(): void
  readonly granted: number
  readonly refused: number
}

export function modelLimit(now: () => number, { units, perMs }: { units: number; perMs: number }): ModelLimit {
  let level = units
  let at = now()
  let granted = 0
  let refused = 0
  const fill = () => {
    level = Math.min(units, level + ((now() - at) * units) / perMs)
    at = now()
  }
  return {
    ask(asked) {
      fill()
      const good = level >= asked
      if (good) {
        level -= asked
        granted += asked
      } else refused += 1
      const share = 1 - level / units
      const headers = new Headers({ 'x-ms-resource-unit': String(asked) })
      if (share >= 0.8) headers.set('x-ms-throttle-limit-percentage', share.toFixed(2))
      return { status: good ? 200 : 429, fields: [headers] }
    },
    drain() {
      fill()
      level = 0
    },
    get granted() {
      return granted
    },
    get refused() {
      return refused
    },
  }
}
