import { statement } from '../../../platform/database/statement.ts'

interface Params {
  connectionId: string
  way: string
  tenancyKey: Uint8Array
  sealedTenantId: Uint8Array
  tenancyName: string | null
  tenancyDomain: string | null
  now: Date
}

/** The tenancy was proved: from now on the connection reads it. What was imported before stays imported. */
export const setTenancy = statement<Params, unknown>(`
  update connection set way = :way, tenancy_key = :tenancyKey, sealed_tenant_id = :sealedTenantId, tenancy_name = :tenancyName,
    tenancy_domain = :tenancyDomain, connected_at = :now, revoked_at = null
  where connection_id = :connectionId`)
