import { statement } from '../../../platform/database/statement.ts'

/** What the acting organisation is called. */
export const renameOrganisation = statement<{ name: string }, unknown>(`
  update organisation set name = :name where organisation_id = acting_organisation()`)
