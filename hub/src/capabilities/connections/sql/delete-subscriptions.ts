import { statement } from '../../../platform/database/statement.ts'

/** Notifications of a connection that still come are answered like any that nobody knows. */
export const deleteSubscriptions = statement<{ connectionId: string }, unknown>(`
  delete from change_subscription where connection_id = :connectionId`)
