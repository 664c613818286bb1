import { statement } from '../../../platform/database/statement.ts'

/** A person tested the grant: whether Graph still denies a resource is for the next sync to find out. */
export const clearDenied = statement<{ connectionId: string; pack: string }, unknown>(`
  update connection_grant set denied_resources = '{}' where connection_id = :connectionId and pack = :pack`)
