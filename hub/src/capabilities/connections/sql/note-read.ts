import { statement } from '../../../platform/database/statement.ts'

/** A sync has merged what it read. */
export const noteRead = statement<{ connectionId: string; now: Date }, unknown>(`
  update connection set first_imported_at = coalesce(first_imported_at, :now), last_read_at = :now
  where connection_id = :connectionId and revoked_at is null`)
