import { statement } from '../../../platform/database/statement.ts'
import type { PasskeyRow } from './rows.ts'

/** The acting person's passkeys. */
export const ownPasskeys = statement<object, PasskeyRow>(`
  select credential_id, public_key, counter, transports, name, created_at, last_used_at
  from passkey where account_id = acting_account() order by created_at, credential_id`)
