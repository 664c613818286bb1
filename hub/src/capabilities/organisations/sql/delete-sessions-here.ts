import { statement } from '../../../platform/database/statement.ts'

/** Ends the acting person's sessions in the acting organisation. */
export const deleteSessionsHere = statement<object, unknown>(`
  delete from session where organisation_id = acting_organisation()`)
