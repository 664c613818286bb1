import { statement } from '../../../platform/database/statement.ts'

/** Notes that a session is in use. */
export const touchSession = statement<{ sessionId: string; now: Date }, unknown>(`
  update session set last_seen_at = :now where session_id = :sessionId and last_seen_at < :now`)
