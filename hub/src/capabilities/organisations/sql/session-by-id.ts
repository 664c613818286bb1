import { statement } from '../../../platform/database/statement.ts'
import type { SessionRow } from './rows.ts'

/** One session of the acting person. */
export const sessionById = statement<{ sessionId: string }, SessionRow>(`
  select session_id, organisation_id, method, address, created_at, last_seen_at, expires_at
  from session where session_id = :sessionId`)
