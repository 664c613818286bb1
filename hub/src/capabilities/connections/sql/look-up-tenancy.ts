import { statement } from '../../../platform/database/statement.ts'

/** The organisations that the tenancy is bound to, the first one first. */
export const lookUpTenancy = statement<{ tenancyKey: Uint8Array }, { organisation_id: string }>(`
  select organisation_id from look_up_tenancy(:tenancyKey)`)
