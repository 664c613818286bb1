import { statement } from '../../../platform/database/statement.ts'

/** Takes a key anew whose time was over. */
export const reuseIdempotencyKey = statement<
  { principalId: string; key: string; requestHash: string; now: Date },
  unknown
>(`
  update idempotency_key set request_hash = :requestHash, created_at = :now, done = false, answer = null
  where principal_id = :principalId and key = :key`)
