import { statement } from '../../../platform/database/statement.ts'

/** Clears away what was begun and never came back. */
export const deleteExpiredCeremonies = statement<{ now: Date; kinds: string[] }, unknown>(`
  delete from ceremony where ceremony_hash in (
    select ceremony_hash from ceremony where expires_at <= :now and kind = any (:kinds) limit 50 for update skip locked)`)
