import { statement } from '../../../platform/database/statement.ts'

/** Notes a use. No row where another use with the same count came first (WebAuthn §7.2 step 22). */
export const usePasskey = statement<{ credentialId: string; counter: number; now: Date }, unknown>(`
  update passkey set counter = :counter, last_used_at = :now
  where account_id = acting_account() and credential_id = :credentialId and (counter < :counter or :counter = 0)`)
