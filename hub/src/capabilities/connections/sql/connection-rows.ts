import { statement } from '../../../platform/database/statement.ts'

export interface ConnectionRow {
  connection_id: string
  name: string
  way: 'admin_consent' | 'own_registration'
  tenancy_key: Buffer | null
  sealed_tenant_id: Buffer | null
  tenancy_name: string | null
  tenancy_domain: string | null
  schedule_minutes: number
  guard_at_least: number
  guard_percent: number
  created_at: Date
  connected_at: Date | null
  first_imported_at: Date | null
  last_read_at: Date | null
  revoked_at: Date | null
}

/** The organisation's connections, or the one with this id, in the order of their making. */
export const connectionRows = statement<
  { connectionId: string | null; after: string | null; limit: number },
  ConnectionRow
>(`
  select connection_id, name, way, tenancy_key, sealed_tenant_id, tenancy_name, tenancy_domain, schedule_minutes, guard_at_least,
    guard_percent, created_at, connected_at, first_imported_at, last_read_at, revoked_at
  from connection
  where (:connectionId::uuid is null or connection_id = :connectionId::uuid) and (:after::uuid is null or connection_id > :after::uuid)
  order by connection_id
  limit :limit`)
