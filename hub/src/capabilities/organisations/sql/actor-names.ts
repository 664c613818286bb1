import { statement } from '../../../platform/database/statement.ts'

/** The names of accounts and API keys of the organisation, by id; whoever has left is not among them. */
export const actorNames = statement<{ ids: string[] }, { id: string; name: string }>(`
  select a.account_id::text as id, a.display_name as name from account a where a.account_id::text = any (:ids)
  union all
  select k.api_key_id::text, k.name from api_key k where k.api_key_id::text = any (:ids)`)
