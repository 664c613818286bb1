/** How long a reset takes to begin and to end, in simulated milliseconds. */
const BEGINS_AFTER = 1_000
const ENDS_AFTER = 2_000

export interface PasswordReset {
  readonly id: string
  readonly userId: string
  /** Simulated epoch milliseconds. */
  readonly at: number
}

/** Where a reset stands at an instant (learn.microsoft.com/graph/api/resources/longrunningoperation). */
export function progressOf({ at }: PasswordReset, now: number): { status: string; lastActionAt: number } {
  if (now < at + BEGINS_AFTER) return { status: 'notStarted', lastActionAt: at }
  if (now < at + ENDS_AFTER) return { status: 'running', lastActionAt: at + BEGINS_AFTER }
  return { status: 'succeeded', lastActionAt: at + ENDS_AFTER }
}
