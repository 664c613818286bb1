import type { Subscription } from '../world/subscriptions/subscription.ts'

const MINUTE = 60_000

/**
 * When challenges are sent: an application is told before its token or its subscription ends, and again every 15
 * minutes (learn.microsoft.com/graph/change-notifications-lifecycle-events#reauthorizationrequired-notifications; how
 * long before is not documented).
 */
const CHALLENGES = { leadMs: 15 * MINUTE, everyMs: 15 * MINUTE } as const

/** When the next challenge is due, for a subscription that has somewhere to send it. */
export function challengeDue(subscription: Subscription, isAllowed: boolean, lastSentAt: number | undefined): number {
  const first = isAllowed ? Math.min(subscription.authorizedUntil, subscription.expiresAt) - CHALLENGES.leadMs : 0
  return lastSentAt === undefined ? first : Math.max(first, lastSentAt + CHALLENGES.everyMs)
}

/**
 * Whether the flow goes on without a new authorisation. An application that can be challenged must answer before its
 * token ends; one that has no lifecycle URL goes on until its subscription expires.
 */
export function isAuthorized({ lifecycleNotificationUrl, authorizedUntil }: Subscription, now: number): boolean {
  return lifecycleNotificationUrl === undefined || now < authorizedUntil
}
