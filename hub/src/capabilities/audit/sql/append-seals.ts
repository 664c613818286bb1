import { statement } from '../../../platform/database/statement.ts'

/** Seals, and takes from those that wait, in one statement. */
export const appendSeals = statement<{ positions: number[]; ids: string[]; hashes: Uint8Array[] }, unknown>(`
  with sealed as (delete from audit_unsealed where audit_entry_id = any (:ids::uuid[]))
  insert into audit_seal (organisation_id, position, audit_entry_id, hash)
  select acting_organisation(), s.position, s.id, s.hash
  from unnest(:positions::bigint[], :ids::uuid[], :hashes::bytea[]) as s (position, id, hash)`)
