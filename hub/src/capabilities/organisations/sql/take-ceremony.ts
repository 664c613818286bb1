import { statement } from '../../../platform/database/statement.ts'

/** Takes what was begun in this browser, for this once. */
export const takeCeremony = statement<
  {
    ceremonyHash: Uint8Array
    kind: string
    browserHash: Uint8Array
    accountId: string | null
    now: Date
  },
  { ceremony_hash: Buffer }
>(`
  delete from ceremony
  where ceremony_hash = :ceremonyHash and kind = :kind and browser_hash = :browserHash
    and account_id is not distinct from :accountId::uuid and expires_at > :now
  returning ceremony_hash`)
