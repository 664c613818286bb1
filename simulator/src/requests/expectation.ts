import { describe, matches, type RequestPattern } from './pattern.ts'
import type { RequestRecord } from './record.ts'

/** How often requests of a kind were to come. */
export interface Expectation {
  readonly pattern: RequestPattern
  readonly least: number
  readonly most: number
}

/** What of the expectations does not hold, a sentence each; empty when all do. */
export function unmet(expectations: readonly Expectation[], records: readonly RequestRecord[]): string[] {
  return expectations.flatMap(({ pattern, least, most }) => {
    const count = records.filter((record) => matches(pattern, record)).length
    if (count >= least && count <= most) return []
    const wanted =
      least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`
    return [`${describe(pattern)}: expected ${wanted}, found ${count}`]
  })
}

/** Whether requests of these kinds came one after the other, with others between them or not; else what was missing. */
export function outOfOrder(patterns: readonly RequestPattern[], records: readonly RequestRecord[]): string[] {
  let from = 0
  for (const [i, pattern] of patterns.entries()) {
    const at = records.findIndex((record, position) => position >= from && matches(pattern, record))
    if (at < 0) {
      const before = patterns[i - 1]
      return [`${describe(pattern)}: did not come${before ? ` after ${describe(before)}` : ''}`]
    }
    from = at + 1
  }
  return []
}
