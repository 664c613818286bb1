import { statement } from '../../../platform/database/statement.ts'

/** The acting organisation. */
export const ownOrganisation = statement<object, { organisation_id: string; name: string; created_at: Date }>(`
  select organisation_id, name, created_at from organisation`)
