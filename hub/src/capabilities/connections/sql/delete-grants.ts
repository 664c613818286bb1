import { statement } from '../../../platform/database/statement.ts'

/** Takes away the grants of these packs. */
export const deleteGrants = statement<{ connectionId: string; packs: readonly string[] }, unknown>(`
  delete from connection_grant where connection_id = :connectionId and pack = any (:packs::text[])`)
