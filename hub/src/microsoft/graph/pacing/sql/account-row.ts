/** An account as it stands in the database, with the size of its tenancy. */
export interface AccountRow {
  version: number
  people: number | null
  licences: number | null
  level: number
  reserve: number
  units: number
  filled_at: Date
  heard_at: Date
  probed_at: Date
  paused_until: Date
  slowed_to: number
  slowed_until: Date
  drawers: unknown
}

/** What a rule decides; the size is told by others. */
export interface AccountValues {
  level: number
  reserve: number
  units: number
  filledAt: Date
  heardAt: Date
  probedAt: Date
  pausedUntil: Date
  slowedTo: number
  slowedUntil: Date
  /** JSON */
  drawers: string
}
