import { statement } from '../../../platform/database/statement.ts'

/** Who issued a link to the acting person. */
export const linkByToken = statement<{ tokenHash: Uint8Array }, { issued_by: 'installation' | 'organisation' }>(`
  select issued_by from sign_in_link where token_hash = :tokenHash`)
