import { statement } from '../../../platform/database/statement.ts'

interface Params {
  connectionId: string
  resource: string
  subscriptionId: string
  clientStateHash: Uint8Array
  notificationUrl: string
  now: Date
  expiresAt: Date
  /** it takes the place of one that stayed silent */
  quietAt: Date | null
}

/** A subscription was made at Microsoft. What was counted for the one before it stays. */
export const putSubscription = statement<Params, unknown>(`
  insert into change_subscription as s (organisation_id, connection_id, resource, subscription_id, client_state_hash,
    notification_url, created_at, authorised_at, expires_at, quiet_at)
  values (acting_organisation(), :connectionId, :resource, :subscriptionId, :clientStateHash, :notificationUrl, :now, :now,
    :expiresAt, :quietAt)
  on conflict (organisation_id, connection_id, resource) do update
    set subscription_id = excluded.subscription_id, client_state_hash = excluded.client_state_hash,
      notification_url = excluded.notification_url, created_at = excluded.created_at,
      authorised_at = excluded.authorised_at, expires_at = excluded.expires_at,
      quiet_at = coalesce(excluded.quiet_at, s.quiet_at), unannounced_at = null, challenged_at = null, failures = 0,
      failed_at = null, failed_reason = null`)
