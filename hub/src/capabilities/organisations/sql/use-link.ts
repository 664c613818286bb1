import { statement } from '../../../platform/database/statement.ts'

/** Uses a link up; no row where somebody else did first. */
export const useLink = statement<{ tokenHash: Uint8Array; now: Date }, unknown>(`
  update sign_in_link set used_at = :now where token_hash = :tokenHash and used_at is null and expires_at > :now`)
