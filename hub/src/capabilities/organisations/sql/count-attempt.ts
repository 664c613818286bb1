import { statement } from '../../../platform/database/statement.ts'

/** Counts an attempt as failed; it is taken back where it succeeds. */
export const countAttempt = statement<{ subject: Uint8Array; failures: number; now: Date }, unknown>(`
  update sign_in_attempt set failures = :failures, last_failed_at = :now where subject_hash = :subject`)
