import { statement } from '../../../platform/database/statement.ts'

/** The connection, where it is not revoked; it is not revoked either before this transaction ends. */
export const lockStandingConnection = statement<{ connectionId: string }, { connection_id: string }>(`
  select connection_id from connection where connection_id = :connectionId and revoked_at is null for share`)
