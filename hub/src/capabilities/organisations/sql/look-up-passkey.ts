import { statement } from '../../../platform/database/statement.ts'

/** Whose passkey this is. */
export const lookUpPasskey = statement<{ credentialId: string }, { account_id: string }>(`
  select account_id from look_up_passkey(:credentialId)`)
