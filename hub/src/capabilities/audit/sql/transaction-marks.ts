import { statement } from '../../../platform/database/statement.ts'

/** A number higher than that of every transaction that has written so far. */
export const markTransactions = statement<object, { mark: string }>('select pg_current_xact_id()::text as mark')

/** Whether every transaction below the mark has ended, so that what it committed is visible to the next statement. */
export const transactionsEnded = statement<{ mark: string }, { ended: boolean }>(`
  select pg_snapshot_xmin(pg_current_snapshot()) >= :mark::text::xid8 as ended`)
