import { statement } from '../../../platform/database/statement.ts'

/** Ends a membership of the acting organisation, or takes an invitation back. */
export const deleteMembership = statement<{ accountId: string }, unknown>(`
  delete from membership where account_id = :accountId`)
