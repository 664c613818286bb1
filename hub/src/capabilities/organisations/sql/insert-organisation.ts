import { statement } from '../../../platform/database/statement.ts'

/** Makes the acting organisation. */
export const insertOrganisation = statement<{ name: string; now: Date }, unknown>(`
  insert into organisation (organisation_id, name, created_at) values (acting_organisation(), :name, :now)`)
