import { statement } from '../../../platform/database/statement.ts'

/** What Graph gave is not denied any more. */
export const noteAllowed = statement<{ connectionId: string; resources: readonly string[] }, unknown>(`
  update connection_grant set denied_resources = array(
    select unnest(denied_resources) except select unnest(:resources::text[]))
  where connection_id = :connectionId and denied_resources && :resources::text[]`)
