import { statement } from '../../../platform/database/statement.ts'

/** What the acting person signs in with. */
export const changeEmail = statement<{ email: string }, unknown>(`
  update account set email = :email where account_id = acting_account()`)
