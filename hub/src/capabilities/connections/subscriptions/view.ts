import type { ConnectionNotifications } from '../model.ts'
import { notificationsStanding } from './rules.ts'
import type { Kept } from './subscription.ts'
import { notificationWords } from './words.ts'

/** Where a connection's notifications stand, for a person. @param address where Microsoft finds the inbound door, if anywhere */
export function notificationsView(
  kept: readonly Kept[],
  address: string | undefined,
  now: Date,
): ConnectionNotifications {
  const state = notificationsStanding(kept, address !== undefined, now)
  const failed = kept.find(({ failedReason }) => failedReason)
  const latest = (instants: (Date | null)[]) => instants.filter((one) => one !== null).toSorted((a, b) => +b - +a)
  return {
    state,
    ...notificationWords(state, failed?.failedReason ?? null),
    address: address ?? null,
    lastNotificationAt: latest(kept.map(({ notifiedAt }) => notifiedAt))[0]?.toISOString() ?? null,
    expiresAt:
      latest(kept.map(({ expiresAt }) => expiresAt))
        .at(-1)
        ?.toISOString() ?? null,
  }
}
