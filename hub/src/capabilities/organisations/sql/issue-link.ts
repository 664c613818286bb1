import { statement } from '../../../platform/database/statement.ts'

/** A one-time link for the acting person into the acting organisation. */
export const issueLink = statement<{ tokenHash: Uint8Array; issuedBy: string; now: Date; expiresAt: Date }, unknown>(`
  insert into sign_in_link (account_id, organisation_id, token_hash, issued_by, created_at, expires_at)
  values (acting_account(), acting_organisation(), :tokenHash, :issuedBy, :now, :expiresAt)`)
