import { statement } from '../../../platform/database/statement.ts'

/** Whether there is such a connection, and its newest run. The table is the connections capability's; only this is read of it. */
export const connectionToSync = statement<{ connectionId: string }, { revoked: boolean; last_run_id: string | null }>(`
  select c.revoked_at is not null as revoked,
    (select r.run_id from sync_run r where r.connection_id = c.connection_id order by r.started_at desc, r.run_id desc limit 1) as last_run_id
  from connection c where c.connection_id = :connectionId`)
