import { statement } from '../../../platform/database/statement.ts'
import type { SessionRow } from './rows.ts'

/** The acting person's sessions that still stand, the newest first. */
export const listSessions = statement<
  { live: Date; seen: Date; beforeAt: Date | null; beforeId: string | null; limit: number },
  SessionRow
>(`
  select session_id, organisation_id, method, address, created_at, last_seen_at, expires_at
  from session
  where expires_at > :live and last_seen_at > :seen
    and (:beforeAt::timestamptz is null or (created_at, session_id) < (:beforeAt, :beforeId::uuid))
  order by created_at desc, session_id desc limit :limit`)
