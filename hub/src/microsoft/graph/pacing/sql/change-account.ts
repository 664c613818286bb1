import { statement } from '../../../../platform/database/statement.ts'
import type { AccountRow, AccountValues } from './account-row.ts'

/**
 * Sets the account to what was decided from its version `seen`. Where another was faster it stays as it is; either way the account as it stood
 * comes back, so that the decision can be made again. No row where there is no such account.
 */
export const changeAccount = statement<
  { accountKey: Uint8Array; seen: number } & AccountValues,
  AccountRow & { changed: boolean }
>(`
  with present as (
    select * from throttle_account where account_key = :accountKey for update
  ), changed as (
    update throttle_account a set
      version = a.version + 1, level = :level, reserve = :reserve, units = :units, filled_at = :filledAt, heard_at = :heardAt,
      probed_at = :probedAt, paused_until = :pausedUntil, slowed_to = :slowedTo, slowed_until = :slowedUntil,
      drawers = :drawers::jsonb
    from present p where a.account_key = p.account_key and p.version = :seen
    returning a.version
  )
  select p.version, p.people, p.licences, p.level, p.reserve, p.units, p.filled_at, p.heard_at, p.probed_at, p.paused_until,
    p.slowed_to, p.slowed_until, p.drawers, exists (select from changed) as changed
  from present p`)
