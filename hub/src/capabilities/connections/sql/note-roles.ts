import { statement } from '../../../platform/database/statement.ts'

/** A token came: what it holds, and that nothing is refused. Denied resources are forgotten where the roles changed. */
export const noteRoles = statement<
  { connectionId: string; pack: string; roles: readonly string[]; now: Date },
  unknown
>(`
  update connection_grant set
    denied_resources = case when roles @> :roles::text[] and roles <@ :roles::text[] then denied_resources else '{}' end,
    roles = :roles, checked_at = :now, refused_reason = null, refused_at = null
  where connection_id = :connectionId and pack = :pack`)
