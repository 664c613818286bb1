import { statement } from '../../../platform/database/statement.ts'

/** Attempts that nobody finished; kept a day so that a late answer is told that it is late. */
export const clearAttempts = statement<{ before: Date }, unknown>(`
  delete from ceremony where kind = 'connect' and expires_at < :before`)
