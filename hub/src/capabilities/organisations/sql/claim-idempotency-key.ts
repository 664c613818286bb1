import { statement } from '../../../platform/database/statement.ts'

/** Takes a key; where an equal call is under way, waits for its end. */
export const claimIdempotencyKey = statement<
  { principalId: string; key: string; requestHash: string; now: Date },
  unknown
>(`
  insert into idempotency_key (organisation_id, principal_id, key, request_hash, created_at)
  values (acting_organisation(), :principalId, :key, :requestHash, :now)
  on conflict do nothing`)
