import { statement } from '../../../platform/database/statement.ts'

/** Until the transaction ends nobody else decides whom this tenancy is bound to. */
export const lockTenancy = statement<{ tenancyKey: Uint8Array }, unknown>(`
  select pg_advisory_xact_lock(hashtextextended(encode(:tenancyKey::bytea, 'hex'), 3))`)
