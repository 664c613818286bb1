import { statement } from '../../../platform/database/statement.ts'

/** Whose session this token is, before anything else is known. */
export const lookUpSession = statement<
  { tokenHash: Uint8Array; now: Date },
  { session_id: string; account_id: string; organisation_id: string }
>(`
  select session_id, account_id, organisation_id from look_up_session(:tokenHash, :now)`)
