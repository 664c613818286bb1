import { statement } from '../../../platform/database/statement.ts'

/** What a member may do. */
export const changeRole = statement<{ accountId: string; role: string }, unknown>(`
  update membership set role = :role where account_id = :accountId`)
