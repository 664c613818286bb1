import { statement } from '../../../platform/database/statement.ts'

/** Makes an API key of the acting person. */
export const insertApiKey = statement<
  {
    apiKeyId: string
    name: string
    prefix: string
    secretHash: Uint8Array
    scopes: readonly string[]
    now: Date
    expiresAt: Date
  },
  unknown
>(`
  insert into api_key (organisation_id, api_key_id, name, prefix, secret_hash, scopes, created_by, created_at, expires_at)
  values (acting_organisation(), :apiKeyId, :name, :prefix, :secretHash, :scopes, acting_account(), :now, :expiresAt)`)
