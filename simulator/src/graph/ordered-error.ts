import type { FaultEffect } from '../world/faults.ts'
import type { GraphCall } from './call.ts'
import { expiredPageToken, GraphError, unauthorized } from './errors.ts'

/** The error answer that a fault of the control door orders, if it orders one. */
export function orderedError(effect: FaultEffect, call: GraphCall, path: string): GraphError | undefined {
  const retry: { [name: string]: string } = effect.retryAfter === undefined ? {} : { 'Retry-After': effect.retryAfter }
  if (effect.tokenExpired) return unauthorized('Lifetime validation failed, the token is expired.', call.origin)
  if (effect.deltaExpired) {
    const headers = { ...retry, Location: `${call.origin}/v1.0${path}?$deltatoken=` }
    return new GraphError(
      410,
      effect.code ?? 'resyncRequired',
      effect.message ?? 'Resync required. Replace any local items with the server’s version.',
      headers,
    )
  }
  if (effect.pageExpired) return expiredPageToken()
  if (effect.status === undefined) return undefined
  return new GraphError(
    effect.status,
    effect.code ?? (effect.status === 429 ? 'TooManyRequests' : 'serviceNotAvailable'),
    effect.message ?? 'A fault was ordered by the control door.',
    retry,
  )
}
