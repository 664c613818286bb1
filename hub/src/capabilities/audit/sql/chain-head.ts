import { statement } from '../../../platform/database/statement.ts'

export const chainHead = statement<object, { position: number; hash: string }>(`
  select position, encode(hash, 'hex') as hash from audit_seal order by organisation_id desc, position desc limit 1`)
