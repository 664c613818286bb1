import { statement } from '../../../platform/database/statement.ts'

/** A subscription could not be made or renewed. */
export const noteSubscriptionFailed = statement<
  { connectionId: string; resource: string; reason: string; now: Date },
  unknown
>(`
  insert into change_subscription as s (organisation_id, connection_id, resource, failures, failed_at, failed_reason)
  values (acting_organisation(), :connectionId, :resource, 1, :now, :reason)
  on conflict (organisation_id, connection_id, resource) do update
    set failures = s.failures + 1, failed_at = excluded.failed_at, failed_reason = excluded.failed_reason`)
