import { statement } from '../../../platform/database/statement.ts'

/** The owner of the acting organisation who has been one for longest. */
export const firstOwner = statement<object, { account_id: string }>(`
  select account_id from membership where role = 'owner' and accepted_at is not null
  order by accepted_at, account_id limit 1`)
