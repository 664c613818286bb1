import { statement } from '../../../platform/database/statement.ts'

/** Binds the tenancy to the acting organisation. */
export const bindTenancy = statement<{ connectionId: string; tenancyKey: Uint8Array; now: Date }, unknown>(`
  insert into tenancy_binding (organisation_id, connection_id, tenancy_key, bound_at)
  values (acting_organisation(), :connectionId, :tenancyKey, :now)
  on conflict (organisation_id, tenancy_key) do nothing`)
