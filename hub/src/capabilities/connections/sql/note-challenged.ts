import { statement } from '../../../platform/database/statement.ts'

/** Microsoft asked to vouch for a subscription again. */
export const noteChallenged = statement<{ subscriptionId: string; now: Date }, unknown>(`
  update change_subscription set challenged_at = coalesce(challenged_at, :now) where subscription_id = :subscriptionId`)
