import { statement } from '../../../platform/database/statement.ts'

/** Earlier links of this kind for the acting person into the acting organisation work no more. */
export const voidLinks = statement<{ issuedBy: string }, unknown>(`
  delete from sign_in_link
  where organisation_id = acting_organisation() and issued_by = :issuedBy and used_at is null`)
