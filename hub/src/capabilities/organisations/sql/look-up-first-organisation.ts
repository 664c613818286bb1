import { statement } from '../../../platform/database/statement.ts'

/** The organisation that the installation began with. */
export const lookUpFirstOrganisation = statement<object, { organisation_id: string }>(`
  select organisation_id from look_up_first_organisation()`)
