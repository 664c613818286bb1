import type { Queue } from 'pg-boss'

/** A job that fails is tried again ever more slowly. */
const patient = { retryLimit: 1_000, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 } as const

/**
 * Long work that another process takes over when its own has died: pg-boss gives a job without a sign of life back after
 * `heartbeatSeconds` (it takes no less than 10), the next to poll takes it a second later. A job that fails is not tried
 * again by this, but more slowly (`afterFailure` in jobs.ts), so that one that was taken over often is not slowed.
 */
const takenOver = {
  heartbeatSeconds: 10,
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 1,
} as const

/**
 * Every queue, made by `migrate`. A job only wakes work: whoever wakes takes a lease first, so that a job delivered
 * twice does nothing twice. `short`: at most one waiting job for a singleton key; a transaction that finds one waiting adds
 * none, although that job may look before the transaction commits. News must not be missed so, hence `standard`.
 */
export const queues = {
  /** a connection's directory is due, or somebody asked for it now */
  'directory.sync': { policy: 'short', expireInSeconds: 6 * 3_600, ...takenOver },
  /** a connection's subscriptions at Microsoft are to be made, renewed or looked after */
  'connections.subscriptions': { policy: 'short', expireInSeconds: 900, ...patient },
  /** an organisation has audit entries that are not in its chain yet */
  'audit.seal': { policy: 'short', expireInSeconds: 60, ...patient },
  /** an organisation has news on its outbox */
  'outbox.dispatch': { policy: 'standard', expireInSeconds: 60, ...patient },
} as const satisfies Record<string, Omit<Queue, 'name'>>

export type QueueName = keyof typeof queues
