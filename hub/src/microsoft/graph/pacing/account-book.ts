import { type Account, openedAccount } from './account.ts'
import { type LimitName, limits, type Pace, type TenancySize } from './limits.ts'

/** Whose account of which limit. */
export interface AccountName {
  readonly clientId: string
  readonly tenantId: string
  readonly limit: LimitName
  readonly place?: string | undefined
}

/** What becomes of an account, and what came of it for whoever asked. Pure, since it may be tried several times. */
export type Rule<T> = (account: Account, pace: Pace, now: number) => { readonly account: Account; readonly result: T }

/** Where accounts are kept. */
export interface AccountBook {
  /** applies the rule to the account, alone; one that is new is opened full */
  change<T>(name: AccountName, rule: Rule<T>): Promise<T>
  /** the tenancy's limits follow its size from now on */
  sized(tenantId: string, size: TenancySize): Promise<void>
}

/** The one form of a name; what its limit does not tell apart is left out. */
export function nameKey({ clientId, tenantId, limit, place }: AccountName): string {
  const { per } = limits[limit]
  const parts = [
    limit,
    tenantId,
    per === 'tenancy' ? '' : clientId,
    per === 'application and place' ? (place ?? '') : '',
  ]
  return parts.join(' ').toLowerCase()
}

/** Accounts of one process, gone with it. */
export function memoryBook(now: () => number): AccountBook {
  const accounts = new Map<string, Account>()
  const sizes = new Map<string, TenancySize>()
  return {
    async change(name, rule) {
      const key = nameKey(name)
      const pace = limits[name.limit].pace(sizes.get(name.tenantId.toLowerCase()) ?? {})
      const at = now()
      const { account, result } = rule(accounts.get(key) ?? openedAccount(pace, at), pace, at)
      accounts.set(key, account)
      return result
    },
    async sized(tenantId, size) {
      const key = tenantId.toLowerCase()
      sizes.set(key, { ...sizes.get(key), ...size })
    },
  }
}
