import { statement } from '../../../platform/database/statement.ts'

/** A call knew a subscription's id and not its secret; `toldAt` is null where the audit log is not told this time. */
export const noteRejected = statement<{ subscriptionId: string; toldAt: Date | null }, unknown>(`
  update change_subscription set rejected = rejected + 1, rejected_told_at = coalesce(:toldAt, rejected_told_at)
  where subscription_id = :subscriptionId`)
