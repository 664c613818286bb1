import { days, hours, minutes, seconds } from '../../../kernel/time.ts'
import { type Kept, type WatchedResource, watchedResources } from './subscription.ts'

/**
 * How long a subscription is asked for. Microsoft would give users and groups 41,760 minutes (learn.microsoft.com/graph/api/resources/
 * subscription, "Subscription lifetime"); three days outlast a weekend's standstill, and what is left behind by a revocation that
 * could not reach Microsoft ends by itself soon.
 */
export const subscriptionLife = days(3)

/** Changes that no notification told of are forgiven for this long: Microsoft names no latency for users and groups. */
export const quietGrace = minutes(15)

/** One that was made anew and is silent still is made anew this seldom: where Microsoft cannot get through, asking more is no help. */
export const quietPatience = hours(6)

/** A delta may show a change this much later than its notification came; such a change was announced. */
export const deltaLag = minutes(10)

/** From the first notification to the sync that it wakes, so that a burst is one run. */
const wakeDelay = seconds(2)
/** From one such sync to the next, at least. */
const wakeSpacing = seconds(30)

export type Step =
  | { do: 'create' }
  | { do: 'renew' }
  /** `moved`: it calls another address; `quiet`: it stays silent although things change */
  | { do: 'recreate'; why: 'moved' | 'quiet' }
  | { do: 'wait'; until: Date }

/** What a subscription needs now. @param wantedUrl where its notifications are to go */
export function nextStep(kept: Kept | undefined, wantedUrl: string, now: Date): Step {
  if (!kept) return { do: 'create' }
  const retryAt = nextTry(kept)
  if (retryAt && now < retryAt) return { do: 'wait', until: retryAt }
  const { subscriptionId, authorisedAt, expiresAt } = kept
  if (!subscriptionId || !authorisedAt || !expiresAt || expiresAt <= now) return { do: 'create' }
  if (kept.notificationUrl !== wantedUrl) return { do: 'recreate', why: 'moved' }
  const quietFrom = givenUpAt(kept)
  if (quietFrom && quietFrom <= now) return { do: 'recreate', why: 'quiet' }
  const halfLife = after(authorisedAt, (expiresAt.getTime() - authorisedAt.getTime()) / 2)
  if (kept.challengedAt || halfLife <= now) return { do: 'renew' }
  return { do: 'wait', until: quietFrom && quietFrom < halfLife ? quietFrom : halfLife }
}

/** When a subscription that is doubted is made anew; undefined where nothing is said against it. */
function givenUpAt({ unannouncedAt, quietAt }: Kept): Date | undefined {
  if (!unannouncedAt) return undefined
  const graceEnds = after(unannouncedAt, quietGrace)
  const patienceEnds = quietAt ? after(quietAt, quietPatience) : graceEnds
  return patienceEnds > graceEnds ? patienceEnds : graceEnds
}

/** A failed attempt is repeated after 1, 2, 4 … minutes, at most an hour. */
function nextTry({ failures, failedAt }: Kept): Date | undefined {
  if (!failedAt || failures === 0) return undefined
  return after(failedAt, Math.min(minutes(2 ** Math.min(failures - 1, 6)), hours(1)))
}

/**
 * When a notification's sync is to begin; undefined where one is ordered already.
 * @param ordered for when the last one was ordered
 */
export function wakeAt(ordered: Date | null, now: Date): Date | undefined {
  if (ordered && ordered > now) return undefined
  const soon = after(now, wakeDelay)
  const spaced = ordered && after(ordered, wakeSpacing)
  return spaced && spaced > soon ? spaced : soon
}

export type NotificationsState = 'live' | 'no_public_address' | 'starting' | 'renewing' | 'failing' | 'quiet'

/** Where a connection's notifications stand: as its worst subscription does. @param hasAddress whether Microsoft can call here */
export function notificationsStanding(kept: readonly Kept[], hasAddress: boolean, now: Date): NotificationsState {
  if (!hasAddress) return 'no_public_address'
  const states = watchedResources.map((resource) => stateOf(kept, resource, now))
  return (['failing', 'starting', 'quiet', 'renewing'] as const).find((state) => states.includes(state)) ?? 'live'
}

function stateOf(kept: readonly Kept[], resource: WatchedResource, now: Date): NotificationsState {
  const one = kept.find((row) => row.resource === resource)
  const { subscriptionId, authorisedAt, expiresAt, unannouncedAt } = one ?? {}
  if (!one || !subscriptionId || !authorisedAt || !expiresAt || expiresAt <= now)
    return one && one.failures > 0 ? 'failing' : 'starting'
  if (one.quietAt || (unannouncedAt && after(unannouncedAt, quietGrace) <= now)) return 'quiet'
  // Microsoft holds back what it has until somebody vouches for the subscription again
  if (one.challengedAt && one.failures > 0) return 'failing'
  const halfLife = after(authorisedAt, (expiresAt.getTime() - authorisedAt.getTime()) / 2)
  return one.failures > 0 || one.challengedAt || halfLife <= now ? 'renewing' : 'live'
}

const after = (instant: Date, milliseconds: number): Date => new Date(instant.getTime() + milliseconds)
