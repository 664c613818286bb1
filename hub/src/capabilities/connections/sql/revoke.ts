import { statement } from '../../../platform/database/statement.ts'

/** Destroys what opens the tenancy; what was read from it stays. */
export const revoke = statement<{ connectionId: string; now: Date }, unknown>(`
  with destroyed as (
    update connection_grant set credential_kind = 'none', sealed_client_id = null, sealed_credential = null
    where connection_id = :connectionId
  ), released as (
    delete from tenancy_binding where connection_id = :connectionId
  )
  update connection set revoked_at = :now, sealed_tenant_id = null where connection_id = :connectionId`)
