import { statement } from '../statement.ts'

/** Renews or, with an end that has passed, releases; touches nothing where the lease has another holder or ran out. */
export const moveLeaseEnd = statement<
  { organisationId: string; name: string; fencing: number; now: Date; expiresAt: Date },
  unknown
>(`
  update lease set expires_at = :expiresAt
  where organisation_id = :organisationId and name = :name and fencing = :fencing and expires_at > :now`)
