import { statement } from '../../../platform/database/statement.ts'

/** What has committed and waits for its seal, however late it committed; oldest first. */
export const unsealedEntries = statement<{ limit: number }, { id: string; at: Date; entry: object }>(`
  select e.audit_entry_id as id, e.at, e.entry
  from audit_unsealed u join audit_entry e using (organisation_id, audit_entry_id)
  order by u.audit_entry_id limit :limit`)
