import { statement } from '../../../platform/database/statement.ts'

/** A connection that nobody has consented to yet; nothing where the organisation has one already. */
export const insertConnection = statement<{ connectionId: string; name: string; way: string; now: Date }, unknown>(`
  insert into connection (organisation_id, connection_id, name, way, created_at)
  values (acting_organisation(), :connectionId, :name, :way, :now)
  on conflict (organisation_id) do nothing`)
