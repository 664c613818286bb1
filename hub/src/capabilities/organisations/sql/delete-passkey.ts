import { statement } from '../../../platform/database/statement.ts'

/** Takes a passkey from the acting person. */
export const deletePasskey = statement<{ credentialId: string }, unknown>(`
  delete from passkey where account_id = acting_account() and credential_id = :credentialId`)
