import { statement } from '../../../platform/database/statement.ts'

/** Uses an attempt up; touches nothing where somebody else has. */
export const takeAttempt = statement<{ stateHash: Uint8Array }, unknown>(`
  delete from ceremony where ceremony_hash = :stateHash and kind = 'connect'`)
