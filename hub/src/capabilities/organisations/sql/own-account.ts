import { statement } from '../../../platform/database/statement.ts'

/** The acting person. */
export const ownAccount = statement<object, { account_id: string; email: string | null; display_name: string }>(`
  select account_id, email, display_name from account where account_id = acting_account()`)
