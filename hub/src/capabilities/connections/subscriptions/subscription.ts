/** What a connection's subscriptions watch. What else the directory reads, Microsoft notifies of to nobody. */
export const watchedResources = ['users', 'groups'] as const
export type WatchedResource = (typeof watchedResources)[number]

/** Why there is no working subscription; a sentence for each is in `words.ts`. */
export const failureReasons = [
  'endpoint_unreachable',
  'permission_missing',
  'credential_refused',
  'microsoft_unavailable',
] as const
export type FailureReason = (typeof failureReasons)[number]

/** A subscription as it is kept. */
export interface Kept {
  resource: WatchedResource
  /** Microsoft's id; null where there is none now */
  subscriptionId: string | null
  notificationUrl: string | null
  /** when it was made or last renewed */
  authorisedAt: Date | null
  expiresAt: Date | null
  /** Microsoft asked to vouch for it again */
  challengedAt: Date | null
  notifiedAt: Date | null
  /** a sync found changes then that nothing had told of */
  unannouncedAt: Date | null
  /** made anew because it said nothing, and nothing has come since */
  quietAt: Date | null
  failures: number
  failedAt: Date | null
  failedReason: FailureReason | null
}
