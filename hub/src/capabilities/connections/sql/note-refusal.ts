import { statement } from '../../../platform/database/statement.ts'

/** Microsoft refused the grant in a way that does not pass by itself. Touches nothing where that is known already. */
export const noteRefusal = statement<{ connectionId: string; pack: string; reason: string; now: Date }, unknown>(`
  update connection_grant set refused_reason = :reason, refused_at = :now, checked_at = :now
  where connection_id = :connectionId and pack = :pack and refused_reason is distinct from :reason`)
