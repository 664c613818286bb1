import { statement } from '../../../platform/database/statement.ts'

/** The acting person accepts; no row where the invitation was taken back. */
export const acceptMembership = statement<{ now: Date }, unknown>(`
  update membership set accepted_at = coalesce(accepted_at, :now) where account_id = acting_account()`)
