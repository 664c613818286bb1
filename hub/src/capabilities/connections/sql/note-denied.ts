import { statement } from '../../../platform/database/statement.ts'

/** Graph did not let this grant's token read the resource. */
export const noteDenied = statement<{ connectionId: string; pack: string; resource: string; now: Date }, unknown>(`
  update connection_grant set denied_resources = denied_resources || :resource::text, checked_at = :now
  where connection_id = :connectionId and pack = :pack and not :resource::text = any (denied_resources)`)
