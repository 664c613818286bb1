import { statement } from '../../../platform/database/statement.ts'

/** Ends every session of the acting person but this one. */
export const deleteOtherSessions = statement<{ keep: string | null }, unknown>(`
  delete from session where :keep::uuid is null or session_id <> :keep::uuid`)
