import type { ReadOptions } from '../pages.ts'

/** How a delta round begins. */
export interface DeltaOptions extends ReadOptions {
  /** a next or delta link saved earlier; without it the round starts with everything there is */
  readonly from?: string
  /** start from now with nothing read: `$deltatoken=latest` (learn.microsoft.com/graph/delta-query-overview) */
  readonly latest?: boolean
}
