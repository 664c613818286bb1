import { type Account, inflow, without } from './account.ts'
import type { Limit, Pace } from './limits.ts'
import type { HeaderFields, Heard } from './pacer.ts'

/** What a process has learnt from Microsoft's answers since it last drew. */
export interface Lesson {
  readonly at: number
  /** the account holds no more than this: Microsoft's count, without what this process has in hand and under way */
  readonly most?: number | undefined
  /** the rate is lowered to this share until `at` and `slowForMs` later */
  readonly slowTo?: number | undefined
  readonly pausedUntil: number
}

/** How long a warning slows the account. */
const slowForMs = 10_000
/** After so long without a word from Microsoft bulk work sends one request first and hears how the account stands. */
export const silentForMs = 10_000
/** What can be owed at most, as a share of a full account: so long nobody goes on. */
const deepestDebt = 0.2

/** The account with what was learnt. What Microsoft counts is only ever believed downwards; upwards time leads. */
export function learnt(account: Account, pace: Pace, lesson: Lesson, now: number): Account {
  const { most = Number.POSITIVE_INFINITY, slowTo } = lesson
  const grown = most + inflow(account, pace, lesson.at, now)
  const excess = account.level + account.reserve - Math.max(-deepestDebt * pace.units, grown)
  const corrected = excess > 0 ? without(account, excess) : account
  const slower = slowTo !== undefined && (account.slowedUntil <= now || slowTo <= account.slowedTo)
  return {
    ...corrected,
    ...(slower ? { slowedTo: slowTo, slowedUntil: lesson.at + slowForMs } : {}),
    heardAt: Math.max(account.heardAt, lesson.at),
    pausedUntil: Math.max(account.pausedUntil, lesson.pausedUntil),
  }
}

/** Two lessons as one: the lower count, brought to the later instant; the slower rate; the longer pause. */
export function together(one: Lesson | undefined, next: Lesson, pace: Pace): Lesson {
  if (one === undefined) return next
  const since = (pace.units / pace.perMs) * Math.max(0, next.at - one.at)
  return {
    at: next.at,
    most: lower(one.most === undefined ? undefined : one.most + since, next.most),
    slowTo: lower(one.slowTo, next.slowTo),
    pausedUntil: Math.max(one.pausedUntil, next.pausedUntil),
  }
}

/** What an answer tells about a limit. */
export interface Told {
  /** units that Microsoft still has for us, before what it has not counted yet; below zero where too much was used */
  readonly left?: number | undefined
  readonly slowTo?: number | undefined
  readonly pauseMs?: number | undefined
}

/** Reads the fields by which this limit tells how it stands. Empty where the answer says nothing of it. */
export function told(limit: Limit, pace: Pace, { status, fields }: Heard): Told {
  if (limit.tells === 'throttle-limit-percentage') {
    const share = fields.reduce<number | undefined>(
      (most, one) => higher(most, numberIn(one, 'x-ms-throttle-limit-percentage')),
      undefined,
    )
    if (share !== undefined) return { left: (1 - share) * pace.units, slowTo: slowedTo(share) }
  }
  if (limit.tells === 'rate-limit') {
    const remaining = fields.reduce<number | undefined>(
      (least, one) => lower(least, numberIn(one, 'ratelimit-remaining')),
      undefined,
    )
    if (remaining !== undefined) return rateLimitOf(fields, remaining)
  }
  return status === 429 ? { left: 0 } : {}
}

/**
 * `x-ms-throttle-limit-percentage` is the share of the limit used, from 0.8 to 1.8 (learn.microsoft.com/graph/throttling-limits, "Response
 * headers"). Up to all of it the count alone is enough: whoever paces at the rate at which an empty account fills stays there. Beyond, the
 * rate falls before 429 comes: half at 1.25, a tenth from 1.45 on.
 */
const slowedTo = (share: number): number | undefined => (share > 1 ? Math.max(0.1, 1 - 2 * (share - 1)) : undefined)

/**
 * `RateLimit-Remaining` units until `RateLimit-Reset` seconds have passed (IETF draft RateLimit header fields), which SharePoint sends from 80 %
 * on. Which of its limits they are about is not said, so they are only believed where they are lower than ours.
 */
function rateLimitOf(fields: readonly HeaderFields[], remaining: number): Told {
  if (remaining > 0) return { left: remaining }
  const reset = fields.reduce<number | undefined>(
    (most, one) => higher(most, numberIn(one, 'ratelimit-reset')),
    undefined,
  )
  return { left: 0, pauseMs: reset === undefined ? undefined : Math.ceil(reset * 1_000) }
}

/** Resource units as Microsoft counted them for a request; undefined unless every one of its answers says so. */
export function unitsTold({ fields }: Heard): number | undefined {
  let sum = 0
  for (const one of fields) {
    const units = numberIn(one, 'x-ms-resource-unit')
    if (units === undefined) return undefined
    sum += units
  }
  return fields.length === 0 ? undefined : sum
}

function numberIn(fields: HeaderFields, name: string): number | undefined {
  const text = fields.get(name)
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) && value >= 0 ? value : undefined
}

const lower = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? other : other === undefined ? one : Math.min(one, other)
const higher = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? other : other === undefined ? one : Math.max(one, other)
