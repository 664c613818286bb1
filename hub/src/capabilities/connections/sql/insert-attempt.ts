import { statement } from '../../../platform/database/statement.ts'

interface Params {
  stateHash: Uint8Array
  browserHash: Uint8Array
  accountId: string
  payload: string
  expiresAt: Date
}

/** Something was begun in this browser and must come back to it. */
export const insertAttempt = statement<Params, unknown>(`
  insert into ceremony (ceremony_hash, kind, browser_hash, account_id, payload, expires_at)
  values (:stateHash, 'connect', :browserHash, :accountId, :payload::jsonb, :expiresAt)`)
