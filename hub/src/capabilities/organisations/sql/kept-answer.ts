import { statement } from '../../../platform/database/statement.ts'

/** What an earlier call under this key was, and what it answered. */
export const keptAnswer = statement<
  { principalId: string; key: string },
  { request_hash: string; created_at: Date; done: boolean; answer: unknown }
>(`
  select request_hash, created_at, done, answer from idempotency_key
  where principal_id = :principalId and key = :key for update`)
