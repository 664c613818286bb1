import { statement } from '../../../platform/database/statement.ts'

/** Gives the acting person another passkey; nothing where somebody has it already. */
export const insertPasskey = statement<
  {
    credentialId: string
    publicKey: Uint8Array
    counter: number
    transports: string[]
    name: string
    now: Date
  },
  unknown
>(`
  insert into passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
  values (acting_account(), :credentialId, :publicKey, :counter, :transports, :name, :now)
  on conflict do nothing`)
