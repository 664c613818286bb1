import { statement } from '../../../platform/database/statement.ts'

/** An attempt by the hash of its state, also one that has expired. */
export const findAttempt = statement<
  { stateHash: Uint8Array },
  { browser_hash: Buffer; account_id: string | null; payload: unknown; expires_at: Date }
>(`
  select browser_hash, account_id, payload, expires_at from ceremony where ceremony_hash = :stateHash and kind = 'connect'`)
