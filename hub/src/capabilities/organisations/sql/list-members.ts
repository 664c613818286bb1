import { statement } from '../../../platform/database/statement.ts'
import type { MemberRow } from './rows.ts'

/** The members of the acting organisation, the first one first. */
export const listMembers = statement<{ afterAt: Date | null; afterId: string | null; limit: number }, MemberRow>(`
  select m.account_id, m.role, m.invited_as, m.created_at, m.accepted_at, a.display_name, a.email
  from membership m join account a using (account_id)
  where :afterAt::timestamptz is null or (m.created_at, m.account_id) > (:afterAt, :afterId::uuid)
  order by m.created_at, m.account_id limit :limit`)
