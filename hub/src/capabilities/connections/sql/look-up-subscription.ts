import { statement } from '../../../platform/database/statement.ts'

/** Whose a subscription is; runs before any organisation is known. */
export const lookUpSubscription = statement<{ subscriptionId: string }, { organisation_id: string }>(`
  select organisation_id from look_up_subscription(:subscriptionId)`)
