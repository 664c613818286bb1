import { statement } from '../../../platform/database/statement.ts'
import type { ApiKeyRow } from './rows.ts'

/** One API key of the acting organisation, with what its maker is there now. */
export const apiKeyById = statement<{ apiKeyId: string }, ApiKeyRow>(`
  select k.api_key_id, k.name, k.prefix, k.scopes, k.created_by, a.display_name, k.created_at, k.expires_at, k.last_used_at,
    k.revoked_at, m.role as creator_role, m.accepted_at as creator_accepted_at
  from api_key k
  left join membership m on m.organisation_id = k.organisation_id and m.account_id = k.created_by
  left join account a on a.account_id = k.created_by
  where k.api_key_id = :apiKeyId`)
