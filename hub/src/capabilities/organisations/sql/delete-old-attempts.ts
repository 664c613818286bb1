import { statement } from '../../../platform/database/statement.ts'

/** Forgets what was long ago. */
export const deleteOldAttempts = statement<{ before: Date }, unknown>(`
  delete from sign_in_attempt where subject_hash in (
    select subject_hash from sign_in_attempt where last_failed_at < :before limit 50 for update skip locked)`)
