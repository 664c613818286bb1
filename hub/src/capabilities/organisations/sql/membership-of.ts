import { statement } from '../../../platform/database/statement.ts'
import type { MemberRow } from './rows.ts'

/** One member of the acting organisation. */
export const membershipOf = statement<{ accountId: string }, MemberRow>(`
  select m.account_id, m.role, m.invited_as, m.created_at, m.accepted_at, a.display_name, a.email
  from membership m join account a using (account_id)
  where m.account_id = :accountId`)
