import { statement } from '../../../platform/database/statement.ts'

export const hashAt = statement<{ position: number }, { hash: string }>(`
  select encode(hash, 'hex') as hash from audit_seal where position = :position`)
