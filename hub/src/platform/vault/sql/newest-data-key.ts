import { statement } from '../../database/statement.ts'
import type { DataKeyRow } from './data-key-row.ts'

export const newestDataKey = statement<{ organisationId: string }, DataKeyRow>(`
  select version, wrapped, wrapped_by as "wrappedBy" from data_key
  where organisation_id = :organisationId order by version desc limit 1`)
