import { statement } from '../../../platform/database/statement.ts'

export interface GrantRow {
  pack: string
  credential_kind: 'installation' | 'secret' | 'certificate' | 'none'
  sealed_client_id: Buffer | null
  sealed_credential: Buffer | null
  credential_expires_at: Date | null
  roles: string[]
  denied_resources: string[]
  granted_at: Date
  checked_at: Date
  refused_reason: string | null
}

/** What a connection was given, pack by pack. */
export const grantRows = statement<{ connectionId: string }, GrantRow>(`
  select pack, credential_kind, sealed_client_id, sealed_credential, credential_expires_at, roles, denied_resources, granted_at,
    checked_at, refused_reason
  from connection_grant
  where connection_id = :connectionId
  order by pack`)
