import { statement } from '../../../platform/database/statement.ts'

/** Begins something in a browser that must come back to the same one. */
export const insertCeremony = statement<
  {
    ceremonyHash: Uint8Array
    kind: string
    browserHash: Uint8Array
    accountId: string | null
    expiresAt: Date
  },
  unknown
>(`
  insert into ceremony (ceremony_hash, kind, browser_hash, account_id, payload, expires_at)
  values (:ceremonyHash, :kind, :browserHash, :accountId, '{}', :expiresAt)`)
