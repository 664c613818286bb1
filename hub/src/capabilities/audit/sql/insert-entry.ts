import { statement } from '../../../platform/database/statement.ts'

export const insertEntry = statement<{ auditEntryId: string; at: Date; body: string }, unknown>(`
  with written as (
    insert into audit_entry (organisation_id, audit_entry_id, at, entry)
    values (acting_organisation(), :auditEntryId, :at, :body::jsonb)
    returning organisation_id, audit_entry_id)
  insert into audit_unsealed (organisation_id, audit_entry_id) select organisation_id, audit_entry_id from written`)
