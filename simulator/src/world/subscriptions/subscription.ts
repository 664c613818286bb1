import type { ChangeType } from '../feed.ts'

/** One subscription to change notifications (learn.microsoft.com/graph/api/resources/subscription). */
export interface Subscription {
  readonly id: string
  readonly applicationId: string
  /** The signed-in person, or the application's servicePrincipal. */
  readonly creatorId: string
  /** The person on whose behalf it was made; undefined when the application acts by itself. */
  readonly userId: string | undefined
  /** What is watched, as it was asked for. */
  readonly resource: string
  /** The same as path segments, `me` and names replaced by ids. */
  readonly path: readonly string[]
  /** What of the resource a notification with resource data shows; undefined for all of it. */
  readonly select: readonly string[] | undefined
  readonly changeTypes: readonly ChangeType[]
  readonly notificationUrl: string
  readonly lifecycleNotificationUrl: string | undefined
  readonly clientState: string | undefined
  readonly latestSupportedTlsVersion: string
  /** Present when notifications carry encrypted resource data. */
  readonly encryption: { readonly certificate: string; readonly certificateId: string } | undefined
  /** Simulated epoch milliseconds. */
  readonly expiresAt: number
  /** Until when the token lasts that last vouched for it, likewise. */
  readonly authorizedUntil: number
}
