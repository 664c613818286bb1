import { statement } from '../../../platform/database/statement.ts'

/**
 * A sync found changes of these resources since `since`. Those of a subscription that stood before then, and of which nothing came
 * since `quietSince`, were not announced.
 */
export const noteUnannounced = statement<
  { connectionId: string; resources: string[]; since: Date; quietSince: Date; now: Date },
  unknown
>(`
  update change_subscription set unannounced_at = :now
  where connection_id = :connectionId and resource = any (:resources) and subscription_id is not null
    and created_at <= :since and (notified_at is null or notified_at < :quietSince) and unannounced_at is null`)
