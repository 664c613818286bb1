import { statement } from '../../../platform/database/statement.ts'

/** Notes that a key is in use. */
export const touchApiKey = statement<{ apiKeyId: string; now: Date; unlessSince: Date }, unknown>(`
  update api_key set last_used_at = :now
  where api_key_id = :apiKeyId and (last_used_at is null or last_used_at <= :unlessSince)`)
