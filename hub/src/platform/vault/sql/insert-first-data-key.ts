import { statement } from '../../database/statement.ts'

/** Of two at once the second waits for the first and inserts nothing. */
export const insertFirstDataKey = statement<
  { organisationId: string; wrapped: Uint8Array; wrappedBy: string; createdAt: Date },
  unknown
>(`
  insert into data_key (organisation_id, version, wrapped, wrapped_by, created_at)
  values (:organisationId, 1, :wrapped, :wrappedBy, :createdAt)
  on conflict do nothing`)
