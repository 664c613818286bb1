/** Wrong passwords in a row that lock an account, and how long (howto-password-smart-lockout). */
const THRESHOLD = 10
const DURATION_MS = 60 * 1000

/** Locks an account for a minute of the simulated clock after ten wrong passwords. */
export interface SmartLockout {
  isLocked(objectId: string, now: number): boolean
  failed(objectId: string, now: number): void
  succeeded(objectId: string): void
}

export function createSmartLockout(): SmartLockout {
  const tries = new Map<string, { wrong: number; lockedUntil: number }>()
  return {
    isLocked: (objectId, now) => now < (tries.get(objectId)?.lockedUntil ?? 0),
    failed: (objectId, now) => {
      const wrong = (tries.get(objectId)?.wrong ?? 0) + 1
      const isOver = wrong >= THRESHOLD
      tries.set(objectId, { wrong: isOver ? 0 : wrong, lockedUntil: isOver ? now + DURATION_MS : 0 })
    },
    succeeded: (objectId) => {
      tries.delete(objectId)
    },
  }
}
