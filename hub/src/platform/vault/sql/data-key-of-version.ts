import { statement } from '../../database/statement.ts'
import type { DataKeyRow } from './data-key-row.ts'

export const dataKeyOfVersion = statement<{ organisationId: string; version: number }, DataKeyRow>(`
  select version, wrapped, wrapped_by as "wrappedBy" from data_key
  where organisation_id = :organisationId and version = :version`)
