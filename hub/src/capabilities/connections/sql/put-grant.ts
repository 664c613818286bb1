import { statement } from '../../../platform/database/statement.ts'

interface Params {
  connectionId: string
  pack: string
  credentialKind: string
  sealedClientId: Uint8Array
  sealedCredential: Uint8Array | null
  credentialExpiresAt: Date | null
  roles: readonly string[]
  now: Date
}

/** A pack was granted, or granted anew: what was refused before counts no more. */
export const putGrant = statement<Params, unknown>(`
  insert into connection_grant (organisation_id, connection_id, pack, credential_kind, sealed_client_id, sealed_credential,
    credential_expires_at, roles, granted_at, checked_at)
  values (acting_organisation(), :connectionId, :pack, :credentialKind, :sealedClientId, :sealedCredential, :credentialExpiresAt,
    :roles, :now, :now)
  on conflict (organisation_id, connection_id, pack) do update set credential_kind = excluded.credential_kind,
    sealed_client_id = excluded.sealed_client_id, sealed_credential = excluded.sealed_credential,
    credential_expires_at = excluded.credential_expires_at, roles = excluded.roles, denied_resources = '{}',
    granted_at = excluded.granted_at, checked_at = excluded.checked_at, refused_reason = null, refused_at = null`)
