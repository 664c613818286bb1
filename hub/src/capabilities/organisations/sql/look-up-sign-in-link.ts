import { statement } from '../../../platform/database/statement.ts'

/** For whom a link is that was neither used nor has expired. */
export const lookUpSignInLink = statement<
  { tokenHash: Uint8Array; now: Date },
  { account_id: string; organisation_id: string }
>(`
  select account_id, organisation_id from look_up_sign_in_link(:tokenHash, :now)`)
