import { statement } from '../../../platform/database/statement.ts'
import type { FailureReason, WatchedResource } from '../subscriptions/subscription.ts'

export interface SubscriptionRow {
  resource: WatchedResource
  subscription_id: string | null
  notification_url: string | null
  authorised_at: Date | null
  expires_at: Date | null
  challenged_at: Date | null
  notified_at: Date | null
  unannounced_at: Date | null
  quiet_at: Date | null
  failures: number
  failed_at: Date | null
  failed_reason: FailureReason | null
}

/** The subscriptions of a connection. */
export const subscriptionRows = statement<{ connectionId: string }, SubscriptionRow>(`
  select resource, subscription_id, notification_url, authorised_at, expires_at, challenged_at, notified_at, unannounced_at,
    quiet_at, failures, failed_at, failed_reason
  from change_subscription where connection_id = :connectionId order by resource`)
