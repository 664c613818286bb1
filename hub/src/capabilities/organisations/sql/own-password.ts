import { statement } from '../../../platform/database/statement.ts'

/** The acting person's password hash. */
export const ownPassword = statement<object, { hash: string }>(`
  select hash from account_password where account_id = acting_account()`)
