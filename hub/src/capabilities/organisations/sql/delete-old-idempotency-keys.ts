import { statement } from '../../../platform/database/statement.ts'

/** Clears away keys whose time is over. */
export const deleteOldIdempotencyKeys = statement<{ before: Date }, unknown>(`
  delete from idempotency_key where (organisation_id, principal_id, key) in (
    select organisation_id, principal_id, key from idempotency_key
    where organisation_id = acting_organisation() and created_at < :before limit 50 for update skip locked)`)
