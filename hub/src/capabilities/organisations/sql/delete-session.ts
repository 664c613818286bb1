import { statement } from '../../../platform/database/statement.ts'

/** Ends one session of the acting person. */
export const deleteSession = statement<{ sessionId: string }, unknown>(`
  delete from session where session_id = :sessionId`)
