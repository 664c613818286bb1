import { statement } from '../../../platform/database/statement.ts'

/** A row for each subject, so that attempts at once queue behind its lock. */
export const ensureAttempts = statement<{ subjects: Uint8Array[]; now: Date }, unknown>(`
  insert into sign_in_attempt (subject_hash, failures, last_failed_at)
  select subject, 0, :now from unnest(:subjects::bytea[]) as subject order by subject
  on conflict do nothing`)
