import { statement } from '../../../platform/database/statement.ts'

/** Clears away the acting person's sessions that ended by themselves. */
export const deleteExpiredSessions = statement<{ now: Date; idleSince: Date }, unknown>(`
  delete from session where expires_at <= :now or last_seen_at <= :idleSince`)
