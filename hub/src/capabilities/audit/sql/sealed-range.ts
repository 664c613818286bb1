import { statement } from '../../../platform/database/statement.ts'

export interface SealedRow {
  position: number
  hash: string
  id: string
  at: Date
  entry: unknown
}

export const sealedRange = statement<{ next: number; until: number; limit: number }, SealedRow>(`
  select s.position, encode(s.hash, 'hex') as hash, e.audit_entry_id as id, e.at, e.entry
  from audit_seal s join audit_entry e using (organisation_id, audit_entry_id)
  where s.position >= :next and s.position <= :until
  order by s.organisation_id, s.position limit :limit`)
