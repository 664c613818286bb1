import { statement } from '../../../platform/database/statement.ts'

/** Makes the acting person's account; nothing where somebody else has the e-mail address already. */
export const insertAccount = statement<{ email: string | null; displayName: string; now: Date }, unknown>(`
  insert into account (account_id, email, display_name, created_at)
  values (acting_account(), :email, :displayName, :now)
  on conflict do nothing`)
