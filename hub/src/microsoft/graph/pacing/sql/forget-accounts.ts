import { statement } from '../../../../platform/database/statement.ts'

/** Accounts that nobody drew on for long: they are full and unpaused, as one that is opened anew is. */
export const forgetAccounts = statement<{ before: Date }, unknown>(`
  delete from throttle_account where account_key in (
    select account_key from throttle_account where filled_at < :before and paused_until < :before limit 100
    for update skip locked)`)
