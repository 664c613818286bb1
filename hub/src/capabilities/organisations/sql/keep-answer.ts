import { statement } from '../../../platform/database/statement.ts'

/** Keeps the answer; null where it showed a secret. */
export const keepAnswer = statement<{ principalId: string; key: string; answer: string | null }, unknown>(`
  update idempotency_key set done = true, answer = :answer::json where principal_id = :principalId and key = :key`)
