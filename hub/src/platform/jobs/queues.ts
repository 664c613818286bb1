import type { Queue } from 'pg-boss'

const patient = { retryLimit: 1_000, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 } as const

/**
 * Every queue, made by `migrate`. A job only wakes work: whoever wakes takes a lease first, so that a job delivered
 * twice does nothing twice. `short`: at most one waiting job for a singleton key; a transaction that finds one waiting adds
 * none, although that job may look before the transaction commits. News must not be missed so, hence `standard`.
 */
export const queues = {
  /** a connection's directory is due, or somebody asked for it now */
  'directory.sync': { policy: 'short', expireInSeconds: 6 * 3_600, heartbeatSeconds: 10, ...patient },
  /** a connection's subscriptions at Microsoft are to be made, renewed or looked after */
  'connections.subscriptions': { policy: 'short', expireInSeconds: 900, ...patient },
  /** an organisation has audit entries that are not in its chain yet */
  'audit.seal': { policy: 'short', expireInSeconds: 60, ...patient },
  /** an organisation has news on its outbox */
  'outbox.dispatch': { policy: 'standard', expireInSeconds: 60, ...patient },
} as const satisfies Record<string, Omit<Queue, 'name'>>

export type QueueName = keyof typeof queues
