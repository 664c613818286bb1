import { statement } from '../../../platform/database/statement.ts'

/** Who owns the acting organisation, held so that of two owners who leave at once one stays. */
export const lockOwners = statement<object, { account_id: string }>(`
  select account_id from membership where role = 'owner' and accepted_at is not null
  order by account_id for update`)
