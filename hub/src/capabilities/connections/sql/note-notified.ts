import { statement } from '../../../platform/database/statement.ts'

/** A notification came, so nothing is said against its subscription; `wakesAt` is null where it orders no sync. */
export const noteNotified = statement<{ subscriptionId: string; now: Date; wakesAt: Date | null }, unknown>(`
  update change_subscription
  set notified_at = :now, unannounced_at = null, quiet_at = null, wakes_at = coalesce(:wakesAt, wakes_at)
  where subscription_id = :subscriptionId`)
