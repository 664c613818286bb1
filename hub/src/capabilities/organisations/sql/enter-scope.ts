import { statement } from '../../../platform/database/statement.ts'

/** From here on this transaction sees the rows of this organisation and this person; an empty text stands for none. */
export const enterScope = statement<{ organisationId: string; accountId: string }, unknown>(`
  select set_config('app.organisation_id', :organisationId, true), set_config('app.account_id', :accountId, true)`)
