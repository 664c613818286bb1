import { statement } from '../../../platform/database/statement.ts'

/** The connections of all organisations that are bound to a tenancy; identifiers and nothing else. */
export const boundConnections = statement<object, { organisation_id: string; connection_id: string }>(`
  select organisation_id, connection_id from look_up_bound_connections()`)
