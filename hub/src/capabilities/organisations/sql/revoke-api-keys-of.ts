import { statement } from '../../../platform/database/statement.ts'

/** Revokes every key that a person made in the acting organisation. */
export const revokeApiKeysOf = statement<{ accountId: string; now: Date }, unknown>(`
  update api_key set revoked_at = :now where created_by = :accountId and revoked_at is null`)
