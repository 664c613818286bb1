/**
 * SQLSTATEs after which the same transaction, run again, may succeed, and the first wait in milliseconds.
 * Source: PostgreSQL manual, Appendix A and §13.5 (Serialization Failure Handling).
 */
const retryable: Record<string, number> = {
  '40001': 10, // serialization_failure: another transaction won
  '40P01': 20, // deadlock_detected: PostgreSQL chose this one to end
  '55P03': 50, // lock_not_available: a bounded lock wait ran out
}

const maxAttempts = 5

/** Milliseconds to wait before the next attempt, or undefined where a repetition cannot help. Doubles with each attempt. */
export function retryDelay(error: unknown, attempt: number): number | undefined {
  const base = retryable[sqlState(error) ?? '']
  return base === undefined || attempt + 1 >= maxAttempts ? undefined : base * 2 ** attempt
}

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
