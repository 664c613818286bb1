import type { Pace } from './limits.ts'
import type { Urgency } from './pacer.ts'

/** One process that draws on an account. */
export interface Drawer {
  /** when it last came, in milliseconds since 1970, as all instants here */
  readonly seenAt: number
  /** until when it has a part in what flows in, as bulk work has that lately asked */
  readonly sharesUntil: number
  /** when it last got something: its part grows from then on */
  readonly servedAt: number
  /** its requests under way, where the limit counts them */
  readonly underWay: number
  /** what it waits for, and until when others stand back for it */
  readonly waitsAs?: Urgency | undefined
  readonly waitsUntil: number
}

/** What one application may still spend of one limit in one tenancy, as all processes together know it. */
export interface Account {
  /** units that anybody may draw; below zero they are owed, and time pays them */
  readonly level: number
  /** units beside those that only urgent work may draw */
  readonly reserve: number
  readonly filledAt: number
  /** what the account holds when it is full; another number of the tenancy's size scales the rest */
  readonly units: number
  /** when Microsoft last told how it stands, and when somebody last asked in order to hear it */
  readonly heardAt: number
  readonly probedAt: number
  readonly pausedUntil: number
  /** the rate is this share of the limit's until then */
  readonly slowedTo: number
  readonly slowedUntil: number
  readonly drawers: Readonly<Record<string, Drawer>>
}

/** The share of a full account that bulk work never takes; of the smallest limits one unit, or none. */
const reserveShare = 0.1
/**
 * The share of what flows in that fills the reserve while bulk work waits: an import from an empty account runs at 98 % of the limit until
 * the reserve stands, after 50 s, and at all of it from then on.
 */
const reserveInflow = 0.02

/** Units kept from bulk work when the account is full. */
export const reserveOf = ({ units }: Pick<Pace, 'units'>): number => (units < 5 ? 0 : Math.ceil(units * reserveShare))

/** An account nobody has drawn on yet is assumed to be full; what Microsoft tells corrects it. */
export function openedAccount(pace: Pace, now: number): Account {
  const reserve = reserveOf(pace)
  return {
    level: pace.units - reserve,
    reserve,
    filledAt: now,
    units: pace.units,
    heardAt: 0,
    probedAt: 0,
    pausedUntil: 0,
    slowedTo: 1,
    slowedUntil: 0,
    drawers: {},
  }
}

/** A clock that was once this far ahead is not waited for. */
const tolerableLeadMs = 10_000

/** The units that have flowed in between two instants, with what slows the account. */
export function inflow(account: Account, { units, perMs }: Pace, from: number, to: number): number {
  const elapsed = Math.max(0, to - from)
  const slow = Math.min(elapsed, Math.max(0, account.slowedUntil - from))
  return (units / perMs) * (elapsed - slow * (1 - account.slowedTo))
}

/** Units per millisecond that bulk work can count on now. */
export function bulkRate(account: Account, pace: Pace, now: number): number {
  const rate = (pace.units / pace.perMs) * (account.slowedUntil > now ? account.slowedTo : 1)
  return account.reserve < reserveOf(pace) ? rate * (1 - reserveInflow) : rate
}

/** The account as it stands at `now`. Time only adds, never beyond a full account, and no instant adds twice. */
export function filled(account: Account, pace: Pace, now: number): Account {
  const sized = resized(account, pace)
  const from = sized.filledAt > now + tolerableLeadMs ? now : sized.filledAt
  if (from > now) return sized
  const gained = inflow(sized, pace, from, now)
  const missing = reserveOf(pace) - sized.reserve
  const aside = Math.min(Math.max(0, missing), gained * reserveInflow)
  return { ...overflowing(sized, pace, sized.level + gained - aside, sized.reserve + aside), filledAt: now }
}

/** Gives units back that were drawn and not spent. */
export const returned = (account: Account, pace: Pace, units: number): Account =>
  overflowing(account, pace, account.level + units, account.reserve)

/** What does not fit beside the reserve fills the reserve; what does not fit there is gone. */
function overflowing(account: Account, pace: Pace, level: number, reserve: number): Account {
  const full = reserveOf(pace)
  const over = Math.max(0, level - (pace.units - full))
  return { ...account, level: level - over, reserve: Math.min(full, reserve + over) }
}

/** Microsoft tells shares of the limit, so that a limit that turns out larger or smaller leaves the same share. */
function resized(account: Account, { units }: Pace): Account {
  if (account.units === units) return account
  const ratio = units / account.units
  const level = account.level > 0 ? account.level * ratio : account.level
  const reserve = Math.min(account.reserve * ratio, reserveOf({ units }))
  return { ...account, level, reserve, units }
}

/** Takes units from what is open to all, then from the reserve, then into debt. */
export function without(account: Account, units: number): Account {
  const fromLevel = Math.min(units, Math.max(0, account.level))
  const fromReserve = Math.min(units - fromLevel, account.reserve)
  return {
    ...account,
    level: account.level - fromLevel - (units - fromLevel - fromReserve),
    reserve: account.reserve - fromReserve,
  }
}
