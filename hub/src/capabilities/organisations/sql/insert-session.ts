import { statement } from '../../../platform/database/statement.ts'

/** Begins a session of the acting person in the acting organisation. */
export const insertSession = statement<
  {
    sessionId: string
    tokenHash: Uint8Array
    method: string
    address: string
    startedAt: Date
    now: Date
    expiresAt: Date
  },
  unknown
>(`
  insert into session (session_id, account_id, organisation_id, token_hash, method, address, created_at, last_seen_at, expires_at)
  values (:sessionId, acting_account(), acting_organisation(), :tokenHash, :method, :address, :startedAt, :now, :expiresAt)`)
