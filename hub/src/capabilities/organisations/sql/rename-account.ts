import { statement } from '../../../platform/database/statement.ts'

/** What the acting person is called. */
export const renameAccount = statement<{ displayName: string }, unknown>(`
  update account set display_name = :displayName where account_id = acting_account()`)
