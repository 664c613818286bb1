import { ENDPOINTS, type EndpointState } from './endpoint-health.ts'

/**
 * Notifications are tried again for up to 4 hours, at growing intervals
 * (learn.microsoft.com/graph/change-notifications-delivery-webhooks). The intervals themselves are not documented.
 */
const RETRIES = { firstMs: 10_000, growth: 2, longestMs: 30 * 60_000, givenUpAfterMs: 4 * 3_600_000 } as const

/** Milliseconds from a failed attempt (1 for the first) to the next; a throttled endpoint waits its 10 minutes. */
export function retryDelay(attempt: number, state: EndpointState): number {
  if (state !== 'normal') return ENDPOINTS.delayMs
  return Math.min(RETRIES.firstMs * RETRIES.growth ** (attempt - 1), RETRIES.longestMs)
}

/** Whether what was first tried at an instant is tried no more. */
export function isGivenUp(firstTriedAt: number, now: number): boolean {
  return now - firstTriedAt > RETRIES.givenUpAfterMs
}
