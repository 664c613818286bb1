/**
 * A change of the tenancy as a plan keeps it: what, and fractions that pick among what is there when its time comes. The
 * same tenancy and the same fractions are the same change.
 */
export interface Change {
  kind: ChangeKind
  picks: readonly [number, number]
  /** unique in a run of the harness, for names */
  tag: string
}

/** How often each happens, roughly as in a company, with every kind often enough to be met within some rounds. */
export const changeWeights = {
  'person created': 8,
  'person renamed': 6,
  'person changed': 8,
  'address changed': 3,
  'person blocked': 3,
  'person unblocked': 3,
  'person deleted': 5,
  'person restored': 4,
  'person deleted for good': 2,
  'recycle bin emptied': 1,
  'manager changed': 6,
  'manager removed': 2,
  'group created': 4,
  'group renamed': 3,
  'group deleted': 2,
  'group restored': 2,
  'member added': 12,
  'member removed': 9,
  'group nested': 3,
  'owner added': 4,
  'owner removed': 3,
  'unit member added': 2,
  'unit member removed': 2,
  'application created': 3,
  'application renamed': 2,
  'application blocked': 1,
  'application removed': 1,
  'application owner added': 2,
  'application owner removed': 2,
  'assignment given': 6,
  'group assigned': 2,
  'assignment taken': 5,
  'grant given': 3,
  'grant widened': 2,
  'grants taken': 1,
} as const
export type ChangeKind = keyof typeof changeWeights

/** What makes somebody or something go, for rounds that try the purge guard. */
export const losses: readonly ChangeKind[] = ['person deleted', 'member removed', 'assignment taken']
