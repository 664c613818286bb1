import { days, hours, minutes, seconds } from '../../kernel/time.ts'
import { allScopes, type Role, roles, type Scope } from '../../operation/scopes.ts'
import type { ApiKeyState } from './model/api-key.ts'

/** Decisions as functions of facts and the present; rules.cases.yaml is their table. Durations are milliseconds. */

/** A session ends 30 days after it began, or when nothing was asked for 12 hours. */
export const sessionLasts = days(30)
export const sessionIdles = hours(12)
/** A use is noted once a minute at most, so that reading does not become writing. */
export const useNotedEvery = minutes(1)
export const linkLasts = hours(24)
export const tokenLastsSeconds = 900
export const idempotencyKeyLasts = hours(24)
/** Who signed in this recently may change what they sign in with. */
export const recently = minutes(15)

export interface SessionFacts {
  lastSeenAt: Date
  expiresAt: Date
}

export const sessionStands = ({ lastSeenAt, expiresAt }: SessionFacts, now: Date): boolean =>
  now < expiresAt && now.getTime() < lastSeenAt.getTime() + sessionIdles

/**
 * Who may change what an account signs in with: whoever has nothing yet, and whoever showed lately who they are. So a
 * session left open on a borrowed machine cannot be made into a lasting way in.
 */
export const mayChangeCredentials = (facts: { startedAt: Date; hasCredentials: boolean }, now: Date): boolean =>
  !facts.hasCredentials || now.getTime() - facts.startedAt.getTime() <= recently

/** What a role may do; nothing, where the role is not known to this program. */
export const scopesOf = (role: string): readonly Scope[] => (isRole(role) ? roles[role] : [])

const isRole = (role: string): role is Role => Object.hasOwn(roles, role)

/** The scopes of a key: what it was made for, and never more than the person who made it may do now. */
export const keyScopes = (granted: readonly string[], creatorRole: string | undefined): Scope[] => {
  const held = creatorRole === undefined ? [] : scopesOf(creatorRole)
  return allScopes.filter((scope) => granted.includes(scope) && held.includes(scope))
}

export const apiKeyState = (
  key: { expiresAt: Date; revokedAt: Date | null; creatorIsMember: boolean },
  now: Date,
): ApiKeyState => {
  if (key.revokedAt !== null) return 'revoked'
  if (!key.creatorIsMember) return 'orphaned'
  return now < key.expiresAt ? 'active' : 'expired'
}

/**
 * Nobody hands out more than they hold. Owners alone make owners, change them and take them away; a program acts within
 * its scopes and so never as an owner.
 */
export const mayAssignRole = (
  actor: { role: string | undefined; scopes: readonly string[] },
  change: { from: string | undefined; to: string | undefined },
): boolean => {
  if (actor.role === 'owner') return true
  if (change.from === 'owner' || change.to === 'owner') return false
  return change.to === undefined || scopesOf(change.to).every((scope) => actor.scopes.includes(scope))
}

/** What a one-time link does in the hands of whoever opens it. */
export type LinkOutcome = 'signs_in' | 'sign_in_first'

/**
 * An organisation's link signs in only a person who has nothing else to sign in with and belongs nowhere else: an
 * organisation must not get into an account that others trust by inviting its e-mail address.
 */
export const linkOutcome = (facts: {
  issuedBy: 'installation' | 'organisation'
  signedInAsThem: boolean
  hasCredentials: boolean
  belongsElsewhere: boolean
}): LinkOutcome =>
  facts.issuedBy === 'installation' || facts.signedInAsThem || !(facts.hasCredentials || facts.belongsElsewhere)
    ? 'signs_in'
    : 'sign_in_first'

/** How guessing gets slower: `free` failures cost nothing, then waits double from `first` up to `longest`. */
export interface SlowDown {
  free: number
  first: number
  longest: number
}

/** An account is guessed at from anywhere; an address may be that of a whole office. */
export const slowDowns = {
  account: { free: 5, first: seconds(2), longest: minutes(15) },
  address: { free: 40, first: seconds(2), longest: minutes(15) },
} as const satisfies Record<string, SlowDown>

/** Failures are forgotten when nothing was tried for this long. */
export const attemptsForgottenAfter = hours(24)

/** Milliseconds until the next attempt is let through; 0 where it is let through now. */
export const waitBefore = (before: { failures: number; lastFailedAt: Date }, rule: SlowDown, now: Date): number => {
  const since = now.getTime() - before.lastFailedAt.getTime()
  const beyond = before.failures - rule.free
  if (beyond < 0 || since >= attemptsForgottenAfter) return 0
  return Math.max(0, Math.min(rule.longest, rule.first * 2 ** beyond) - since)
}

/** One bucket for an address: IPv6 hands whole /64 networks to single people (RFC 6177 §2). */
export const addressBucket = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.toLowerCase().split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const zeros = plain.includes('::')
    ? Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0')
    : []
  const groups = [...front, ...zeros, ...back].slice(0, 4)
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}
