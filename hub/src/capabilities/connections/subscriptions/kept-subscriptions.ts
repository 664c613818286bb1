import type { Reader } from '../../../platform/database/database.ts'
import { type SubscriptionRow, subscriptionRows } from '../sql/subscription-rows.ts'
import type { Kept } from './subscription.ts'

/** The subscriptions of a connection. */
export async function keptSubscriptions(reader: Reader, connectionId: string): Promise<Kept[]> {
  return (await reader.rows(subscriptionRows, { connectionId })).map(keptOf)
}

const keptOf = (row: SubscriptionRow): Kept => ({
  resource: row.resource,
  subscriptionId: row.subscription_id,
  notificationUrl: row.notification_url,
  authorisedAt: row.authorised_at,
  expiresAt: row.expires_at,
  challengedAt: row.challenged_at,
  notifiedAt: row.notified_at,
  unannouncedAt: row.unannounced_at,
  quietAt: row.quiet_at,
  failures: row.failures,
  failedAt: row.failed_at,
  failedReason: row.failed_reason,
})
