import { statement } from '../../../platform/database/statement.ts'

export interface CalledSubscription {
  connection_id: string
  client_state_hash: Buffer
  notified_at: Date | null
  /** whether a notification would say something about it that is not known */
  doubted: boolean
  rejected: string
  rejected_told_at: Date | null
  /** for when a notification of the connection last ordered a sync */
  wakes_at: Date | null
}

/** The subscription that a notification names. */
export const calledSubscription = statement<{ subscriptionId: string }, CalledSubscription>(`
  select connection_id, client_state_hash, notified_at, unannounced_at is not null or quiet_at is not null as doubted,
    rejected, rejected_told_at,
    (select max(o.wakes_at) from change_subscription o where o.connection_id = s.connection_id) as wakes_at
  from change_subscription s where subscription_id = :subscriptionId and client_state_hash is not null`)
