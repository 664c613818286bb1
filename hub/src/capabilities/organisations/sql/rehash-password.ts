import { statement } from '../../../platform/database/statement.ts'

/** The same password under newer parameters. */
export const rehashPassword = statement<{ before: string; hash: string }, unknown>(`
  update account_password set hash = :hash where account_id = acting_account() and hash = :before`)
