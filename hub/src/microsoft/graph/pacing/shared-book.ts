import { z } from 'zod'
import { days, hours } from '../../../kernel/time.ts'
import type { Database, Writer } from '../../../platform/database/database.ts'
import { type Account, openedAccount } from './account.ts'
import { type AccountBook, type AccountName, nameKey } from './account-book.ts'
import { limits, type TenancySize } from './limits.ts'
import { urgencies } from './pacer.ts'
import type { AccountRow, AccountValues } from './sql/account-row.ts'
import { changeAccount } from './sql/change-account.ts'
import { forgetAccounts } from './sql/forget-accounts.ts'
import { openAccount } from './sql/open-account.ts'
import { sizeTenancy } from './sql/size-tenancy.ts'

export interface SharedBookParts {
  readonly database: Pick<Database, 'write'>
  /** the account's clock, in milliseconds since 1970 */
  readonly now: () => number
  /** by which accounts are found: nothing of Microsoft's is readable in the table */
  readonly lookupHmac: (kind: string, value: string) => Uint8Array
}

/** An account that nobody drew on for so long says nothing any more but the tenancy's size, which every sync tells anew. */
const forgottenAfter = days(30)
const tidiedEvery = hours(1)

/**
 * Accounts in PostgreSQL, shared by all processes of the installation. A change is one statement as long as nobody else changed the account
 * since this process last saw it, else a second one.
 */
export function sharedBook({ database, now, lookupHmac }: SharedBookParts): AccountBook {
  const seen = new Map<string, { accountKey: Uint8Array; row: AccountRow }>()
  const sizes = new Map<string, TenancySize>()
  let tidiedAt = Number.NEGATIVE_INFINITY
  const tenancyKeyOf = (tenantId: string) => lookupHmac('throttle tenancy', tenantId.toLowerCase())

  async function opened(writer: Writer, key: string, name: AccountName) {
    if (now() - tidiedAt >= tidiedEvery) {
      tidiedAt = now()
      await writer.run(forgetAccounts, { before: new Date(now() - forgottenAfter) })
    }
    const size = sizes.get(name.tenantId.toLowerCase()) ?? {}
    const accountKey = lookupHmac('throttle account', key)
    const row = await writer.first(openAccount, {
      accountKey,
      tenancyKey: tenancyKeyOf(name.tenantId),
      people: size.people ?? null,
      licences: size.licences ?? null,
      ...valuesOf(openedAccount(limits[name.limit].pace(size), now())),
    })
    if (row === undefined) throw new Error('an account that was opened did not come back')
    return { accountKey, row }
  }

  return {
    async change(name, rule) {
      const key = nameKey(name)
      return database.write({}, async (writer) => {
        let present = seen.get(key) ?? (await opened(writer, key, name))
        for (;;) {
          const { accountKey, row } = present
          const pace = limits[name.limit].pace(sizeIn(row))
          const { account, result } = rule(accountOf(row), pace, now())
          const values = valuesOf(account)
          const found = await writer.first(changeAccount, { accountKey, seen: row.version, ...values })
          if (found?.changed === true) {
            seen.set(key, { accountKey, row: afterChange(found, values) })
            return result
          }
          present = found === undefined ? await opened(writer, key, name) : { accountKey, row: found }
        }
      })
    },
    async sized(tenantId, size) {
      const key = tenantId.toLowerCase()
      sizes.set(key, { ...sizes.get(key), ...size })
      const told = { people: size.people ?? null, licences: size.licences ?? null }
      await database.write({}, (writer) => writer.run(sizeTenancy, { tenancyKey: tenancyKeyOf(tenantId), ...told }))
    },
  }
}

const Drawers = z.record(
  z.string(),
  z.object({
    seenAt: z.number(),
    sharesUntil: z.number(),
    servedAt: z.number(),
    underWay: z.number(),
    waitsAs: z.enum(urgencies).optional(),
    waitsUntil: z.number(),
  }),
)

const sizeIn = ({ people, licences }: AccountRow): TenancySize => ({
  people: people ?? undefined,
  licences: licences ?? undefined,
})

const accountOf = (row: AccountRow): Account => ({
  level: row.level,
  reserve: row.reserve,
  units: row.units,
  filledAt: row.filled_at.getTime(),
  heardAt: row.heard_at.getTime(),
  probedAt: row.probed_at.getTime(),
  pausedUntil: row.paused_until.getTime(),
  slowedTo: row.slowed_to,
  slowedUntil: row.slowed_until.getTime(),
  drawers: Drawers.parse(row.drawers),
})

const valuesOf = (account: Account): AccountValues => ({
  level: account.level,
  reserve: account.reserve,
  units: account.units,
  filledAt: new Date(account.filledAt),
  heardAt: new Date(account.heardAt),
  probedAt: new Date(account.probedAt),
  pausedUntil: new Date(account.pausedUntil),
  slowedTo: account.slowedTo,
  slowedUntil: new Date(account.slowedUntil),
  drawers: JSON.stringify(account.drawers),
})

/** What stands there now, without asking again. The size is as it was before the change: what others tell comes with the next. */
const afterChange = ({ changed, ...before }: AccountRow & { changed: boolean }, values: AccountValues): AccountRow => ({
  ...before,
  version: before.version + 1,
  level: values.level,
  reserve: values.reserve,
  units: values.units,
  filled_at: values.filledAt,
  heard_at: values.heardAt,
  probed_at: values.probedAt,
  paused_until: values.pausedUntil,
  slowed_to: values.slowedTo,
  slowed_until: values.slowedUntil,
  drawers: JSON.parse(values.drawers),
})
