import { statement } from '../../../platform/database/statement.ts'

/** Revokes a key. */
export const revokeApiKey = statement<{ apiKeyId: string; now: Date }, unknown>(`
  update api_key set revoked_at = :now where api_key_id = :apiKeyId and revoked_at is null`)
