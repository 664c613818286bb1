import type { SyncResource } from '../../facts/fact.ts'
import type { StrategyName } from '../read/strategy.ts'

/** What reading something costs. */
export interface Cost {
  /** as Microsoft counts them: each item of a batch is one */
  requests: number
  /** resource units (learn.microsoft.com/graph/throttling-limits) */
  units: number
  /** from the first request to the last answer, without what the merge takes */
  seconds: number
}

/** How many there are of what a run reads, as far as it is known or can be guessed. */
export interface TenancySizes {
  users: number
  groups: number
  servicePrincipals: number
  memberships: number
  assignments: number
  permissionGrants: number
  administrativeUnits: number
}

export const planReasons = [
  'changes_since_last_time',
  'first_reading',
  'bookmark_too_old',
  'no_changes_told',
  'asked_for',
  'quicker_side_by_side',
  'too_few_to_split',
  'refused_before',
  'only_way',
] as const
export type PlanReason = (typeof planReasons)[number]

export interface PlannedResource {
  resource: SyncResource
  mode: 'full' | 'delta'
  strategy: StrategyName
  /** why it is read at all, and why so */
  reasons: PlanReason[]
  /** how many objects there may be; null where that is not known */
  objects: number | null
  expected: Cost
}

/** Not read by this run: what it is told keeps its age. */
export interface LeftResource {
  resource: SyncResource
  /** when a scheduled run will read it again (ISO 8601) */
  dueAt: string
}

/** What a run sets out to do, why so, and what that should cost. Kept with the run, beside what it did cost. */
export interface RunPlan {
  /** one answer of Graph, as seen before planning; null where only changes are read */
  latencyMs: number | null
  /** the pace that Microsoft allows to one application in a tenancy of this size */
  unitsPerSecond: number
  sizes: TenancySizes | null
  expected: Cost
  resources: PlannedResource[]
  left: LeftResource[]
}
