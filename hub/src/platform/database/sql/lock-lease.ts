import { statement } from '../statement.ts'

/** Keeps the lease from being taken by another until the transaction ends. */
export const lockLease = statement<
  { organisationId: string; name: string; fencing: number; now: Date },
  { fencing: number }
>(`
  select fencing from lease
  where organisation_id = :organisationId and name = :name and fencing = :fencing and expires_at > :now
  for update`)
