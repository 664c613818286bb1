import { statement } from '../../../platform/database/statement.ts'

/** What the acting person is in the acting organisation. */
export const ownMembership = statement<object, { role: string; accepted_at: Date | null }>(`
  select role, accepted_at from membership
  where organisation_id = acting_organisation() and account_id = acting_account()`)
