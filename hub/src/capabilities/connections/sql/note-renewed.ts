import { statement } from '../../../platform/database/statement.ts'

/** Microsoft gave a subscription a longer life. */
export const noteRenewed = statement<{ subscriptionId: string; now: Date; expiresAt: Date }, unknown>(`
  update change_subscription
  set authorised_at = :now, expires_at = :expiresAt, challenged_at = null, failures = 0, failed_at = null, failed_reason = null
  where subscription_id = :subscriptionId`)
