import { statement } from '../../../platform/database/statement.ts'

/** Another word on an invitation that was not accepted yet. */
export const changeInvitation = statement<{ accountId: string; role: string; invitedAs: string }, unknown>(`
  update membership set role = :role, invited_as = :invitedAs where account_id = :accountId and accepted_at is null`)
