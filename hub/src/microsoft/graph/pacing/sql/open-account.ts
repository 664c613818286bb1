import { statement } from '../../../../platform/database/statement.ts'
import type { AccountRow, AccountValues } from './account-row.ts'

/** Opens an account unless there is one, with the tenancy's size as its other accounts know it, and gives it as it stands. */
export const openAccount = statement<
  { accountKey: Uint8Array; tenancyKey: Uint8Array; people: number | null; licences: number | null } & AccountValues,
  AccountRow
>(`
  insert into throttle_account (account_key, tenancy_key, version, people, licences, level, reserve, units, filled_at, heard_at,
    probed_at, paused_until, slowed_to, slowed_until, drawers)
  select :accountKey, :tenancyKey, 1, coalesce(:people::bigint, max(o.people)), coalesce(:licences::bigint, max(o.licences)),
    :level, :reserve, :units, :filledAt, :heardAt, :probedAt, :pausedUntil, :slowedTo, :slowedUntil, :drawers::jsonb
  from throttle_account o where o.tenancy_key = :tenancyKey
  -- touches the row that another opened at the same moment, so that it comes back
  on conflict (account_key) do update set account_key = excluded.account_key
  returning version, people, licences, level, reserve, units, filled_at, heard_at, probed_at, paused_until, slowed_to,
    slowed_until, drawers`)
