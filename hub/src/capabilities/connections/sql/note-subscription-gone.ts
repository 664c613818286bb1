import { statement } from '../../../platform/database/statement.ts'

/** Microsoft has ended a subscription; the next look makes a new one. */
export const noteSubscriptionGone = statement<{ subscriptionId: string }, unknown>(`
  update change_subscription set subscription_id = null, client_state_hash = null, expires_at = null, challenged_at = null
  where subscription_id = :subscriptionId`)
