import { type Account, bulkRate, type Drawer, filled, reserveOf, returned, without } from './account.ts'
import { type Lesson, learnt, silentForMs } from './lesson.ts'
import type { Pace } from './limits.ts'
import { type Urgency, urgencies } from './pacer.ts'

/** One process comes to the account: gives back, tells what it learnt, and asks for more. */
export interface Draw {
  readonly drawer: string
  readonly urgency: Urgency
  /** units without which the first who waits cannot go on; 0 where nobody waits */
  readonly needed: number
  /** units it would take for what comes next; at least `needed` */
  readonly wanted: number
  /** units drawn earlier and not spent */
  readonly unspent: number
  /** its requests under way, and how many all processes may have, where the limit counts them */
  readonly underWay: number
  readonly atOnce?: number | undefined
  readonly lesson?: Lesson | undefined
}

export interface Drawn {
  readonly account: Account
  readonly granted: number
  /** milliseconds until it is worth asking again, where what was needed is not there; 0 otherwise */
  readonly waitMs: number
  readonly pausedUntil: number
}

/** The answer to that request is waited for so long before another is sent. */
const probeForMs = 1_000
/** A bulk drawer that did not come for so long shares no more. */
const presentForMs = 1_000
/** A dead process's requests under way are forgotten after so long: longer than any request lives. */
const forgottenAfterMs = 120_000
/** Others stand back for an urgent one so much longer than its wait. */
const graceMs = 250
/** Less than this is what floating point leaves over. */
const rounding = 1e-6
/** How soon to look again whether others are done. */
const lookAgainMs = 50

/** The account after a draw, and what the draw got. Pure: `now` in milliseconds since 1970. */
export function drawn(account: Account, pace: Pace, draw: Draw, now: number): Drawn {
  const full = returned(filled(account, pace, now), pace, draw.unspent)
  const known = draw.lesson === undefined ? full : learnt(full, pace, draw.lesson, now)
  const present = withDrawer(known, draw, now)
  if (draw.needed === 0) return answer(present, 0, 0)
  const obstacle = obstacleTo(present, draw, now)
  if (obstacle > 0) return answer(waiting(present, draw, obstacle, now), 0, obstacle)

  const isBulk = draw.urgency === 'bulk'
  const { open, holds, share } = isBulk ? toBulk(present, pace, draw, now) : toUrgent(present, pace)
  const probes = isBulk && isSilent(present, now)
  // what is more than a full account goes when it is full, and is owed
  const least = Math.min(draw.needed, holds)
  const missing = Math.max(least - open, (least - share) * sharers(present, now))
  if (missing > rounding) {
    const waitMs = Math.max(1, Math.ceil(missing / bulkRate(present, pace, now) - rounding))
    return answer(waiting(present, draw, waitMs, now), 0, waitMs)
  }
  const granted = Math.max(draw.needed, probes ? 0 : Math.min(draw.wanted, share, open))
  const spent = isBulk ? { ...present, level: present.level - granted } : without(present, granted)
  return answer({ ...served(spent, draw, now), probedAt: probes ? now : spent.probedAt }, granted, 0)
}

/** What an account holds for a draw. */
interface Offer {
  readonly open: number
  /** the same of a full account */
  readonly holds: number
  /** the drawer's part of it */
  readonly share: number
}

const toUrgent = ({ level, reserve }: Account, { units }: Pace): Offer => ({
  open: level + reserve,
  holds: units,
  share: Number.POSITIVE_INFINITY,
})

const toBulk = (account: Account, pace: Pace, draw: Draw, now: number): Offer => ({
  open: account.level,
  holds: pace.units - reserveOf(pace),
  share: fairShare(account, pace, draw, now),
})

const answer = (account: Account, granted: number, waitMs: number): Drawn => ({
  account,
  granted,
  waitMs,
  pausedUntil: account.pausedUntil,
})

/** Milliseconds for which something other than missing units keeps this draw; 0 where nothing does. */
function obstacleTo(account: Account, { drawer, urgency, underWay, atOnce }: Draw, now: number): number {
  if (account.pausedUntil > now) return account.pausedUntil - now
  const others = Object.entries(account.drawers).filter(([name]) => name !== drawer)
  if (others.some(([, other]) => other.waitsUntil > now && isBefore(other.waitsAs, urgency))) return lookAgainMs
  if (atOnce !== undefined && others.reduce((sum, [, other]) => sum + other.underWay, underWay) >= atOnce)
    return lookAgainMs
  if (urgency === 'bulk' && isSilent(account, now) && now - account.probedAt < probeForMs) return lookAgainMs
  return 0
}

const isSilent = (account: Account, now: number): boolean => now - account.heardAt >= silentForMs

const isBefore = (one: Urgency | undefined, other: Urgency): boolean =>
  one !== undefined && urgencies.indexOf(one) < urgencies.indexOf(other)

/**
 * What a bulk drawer may take: all it wants as long as there is enough for everyone, else its part of what has flowed in since it last got
 * something. So it does not matter who comes first.
 */
function fairShare(account: Account, pace: Pace, { drawer, wanted }: Draw, now: number): number {
  const count = sharers(account, now)
  if (count === 1 || account.level >= count * wanted) return wanted
  const since = now - (account.drawers[drawer]?.servedAt ?? now)
  return (bulkRate(account, pace, now) * since) / count
}

const sharers = (account: Account, now: number): number =>
  Math.max(1, Object.values(account.drawers).filter(({ sharesUntil }) => sharesUntil > now).length)

/** The account with this drawer in it, and without those that have gone; a new one begins with its part of the last second. */
function withDrawer(account: Account, { drawer, urgency, needed, underWay }: Draw, now: number): Account {
  const drawers: Record<string, Drawer> = {}
  for (const [name, other] of Object.entries(account.drawers)) if (isPresent(other, now)) drawers[name] = other
  drawers[drawer] = {
    seenAt: now,
    sharesUntil: needed > 0 && urgency === 'bulk' ? now + presentForMs : 0,
    servedAt: drawers[drawer]?.servedAt ?? now - presentForMs,
    underWay,
    waitsUntil: 0,
  }
  return { ...account, drawers }
}

const isPresent = ({ seenAt, underWay, waitsUntil }: Drawer, now: number): boolean =>
  waitsUntil > now || now - seenAt < (underWay > 0 ? forgottenAfterMs : presentForMs)

const waiting = (account: Account, draw: Draw, waitMs: number, now: number): Account =>
  draw.urgency === 'bulk'
    ? account
    : withSelf(account, draw.drawer, { waitsAs: draw.urgency, waitsUntil: now + waitMs + graceMs })

const served = (account: Account, { drawer, underWay, atOnce }: Draw, now: number): Account =>
  withSelf(account, drawer, { servedAt: now, underWay: underWay + (atOnce === undefined ? 0 : 1) })

function withSelf(account: Account, drawer: string, change: Partial<Drawer>): Account {
  const self = account.drawers[drawer]
  return self === undefined
    ? account
    : { ...account, drawers: { ...account.drawers, [drawer]: { ...self, ...change } } }
}
