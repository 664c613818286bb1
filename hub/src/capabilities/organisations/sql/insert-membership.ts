import { statement } from '../../../platform/database/statement.ts'

/** Makes the acting person a member of the acting organisation, or invites them. */
export const insertMembership = statement<
  { role: string; invitedAs: string; now: Date; acceptedAt: Date | null },
  unknown
>(`
  insert into membership (organisation_id, account_id, role, invited_as, created_at, accepted_at)
  values (acting_organisation(), acting_account(), :role, :invitedAs, :now, :acceptedAt)`)
