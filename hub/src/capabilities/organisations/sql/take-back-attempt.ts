import { statement } from '../../../platform/database/statement.ts'

/** An attempt succeeded after all. */
export const takeBackAttempt = statement<{ subject: Uint8Array; all: boolean }, unknown>(`
  update sign_in_attempt set failures = case when :all then 0 else greatest(failures - 1, 0) end
  where subject_hash = :subject`)
