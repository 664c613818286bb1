import { statement } from '../../../platform/database/statement.ts'

/** Whose e-mail address this is, in any case of letters. */
export const lookUpAccount = statement<{ email: string }, { account_id: string }>(`
  select account_id from look_up_account(:email)`)
