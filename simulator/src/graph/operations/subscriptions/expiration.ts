import type { Json } from '../../../world/model.ts'
import type { SubscribableResource } from '../../../world/subscriptions/resources.ts'
import { SUBSCRIPTIONS } from '../../limits.ts'
import { extensionError, invalidRequest, requiredText } from './request.ts'

const MINUTE = 60_000

/** How long a subscription is to last, by what it watches. */
export interface Lifetime {
  readonly resource: SubscribableResource
  readonly isRich: boolean
  readonly hasLifecycleUrl: boolean
}

/** The instant of `expirationDateTime`, refused when it is past or too far away (learn.microsoft.com/graph/api/resources/subscription). */
export function expirationOf(
  given: { readonly [name: string]: Json },
  { resource, isRich, hasLifecycleUrl }: Lifetime,
  now: number,
): number {
  const expiresAt = Date.parse(requiredText(given, 'expirationDateTime'))
  if (Number.isNaN(expiresAt)) throw invalidRequest("The property 'expirationDateTime' is not a date and time.")
  if (expiresAt <= now) throw extensionError('Subscription expiration must be in the future.')
  const maximum = (isRich ? resource.richMinutes : undefined) ?? resource.maximumMinutes
  if (expiresAt > now + maximum * MINUTE)
    throw extensionError(`Subscription expiration can only be ${maximum} minutes in the future.`)
  const isLong = expiresAt > now + SUBSCRIPTIONS.unwatchedTeamsMinutes * MINUTE
  if (resource.service === 'teams' && isLong && !hasLifecycleUrl)
    throw invalidRequest(
      'lifecycleNotificationUrl is a required property for subscription creation on this resource when the expirationDateTime value is set to greater than 1 hour.',
    )
  return expiresAt
}
