import { statement } from '../../../platform/database/statement.ts'

export interface EntryFilters {
  actor: string | null
  operation: string | null
  subject: string | null
  outcome: string | null
  from: Date | null
  to: Date | null
}

export interface EntryRow {
  id: string
  at: Date
  entry: unknown
  position: number | null
  hash: string | null
}

/**
 * Newest first. Values are known when PostgreSQL plans, so an absent filter costs nothing; the page is cut before the seals
 * are joined, so that only its own are looked up.
 */
export const listEntries = statement<
  EntryFilters & { beforeAt: Date | null; beforeId: string | null; limit: number },
  EntryRow
>(`
  select e.audit_entry_id as id, e.at, e.entry, s.position, encode(s.hash, 'hex') as hash
  from (
    select organisation_id, audit_entry_id, at, entry from audit_entry
    where (:actor::text is null or actor_id = :actor)
      and (:operation::text is null or operation = :operation)
      and (:subject::text is null or subject_id = :subject)
      and (:outcome::text is null or outcome = :outcome)
      and (:from::timestamptz is null or at >= :from)
      and (:to::timestamptz is null or at < :to)
      and (:beforeAt::timestamptz is null or (at, audit_entry_id) < (:beforeAt, :beforeId::uuid))
    order by at desc, audit_entry_id desc limit :limit) e
  left join audit_seal s using (organisation_id, audit_entry_id)
  order by e.at desc, e.audit_entry_id desc`)
