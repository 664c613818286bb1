import { statement } from '../../../platform/database/statement.ts'

/** Sets the acting person's password. */
export const savePassword = statement<{ hash: string; now: Date }, unknown>(`
  insert into account_password (account_id, hash, changed_at) values (acting_account(), :hash, :now)
  on conflict (account_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`)
