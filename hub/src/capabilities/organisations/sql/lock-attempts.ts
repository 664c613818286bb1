import { statement } from '../../../platform/database/statement.ts'

/** What was attempted before, held until this transaction ends. */
export const lockAttempts = statement<
  { subjects: Uint8Array[] },
  { subject_hash: Buffer; failures: number; last_failed_at: Date }
>(`
  select subject_hash, failures, last_failed_at from sign_in_attempt
  where subject_hash = any (:subjects::bytea[]) order by subject_hash for update`)
