import type { World } from '../world/world.ts'
import { post } from './post.ts'

/**
 * Asks an endpoint whether it wants notifications: a POST with `validationToken`, to be answered within 10 s by 200,
 * text/plain and the decoded token. Answers why it does not, or undefined when it does
 * (learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation).
 */
export async function validationFailure(world: World, address: string, token: string): Promise<string | undefined> {
  const url = new URL(address)
  // Appended as text, since what the query holds already is the endpoint's own and stays as it is.
  url.search = `${url.search === '' ? '?' : `${url.search}&`}validationToken=${encodeURIComponent(token)}`
  const started = performance.now()
  const posted = await post(url, {
    contentType: 'text/plain; charset=utf-8',
    body: '',
    withinMs: world.callbacks.settings.validateWithinMs,
  })
  const reason = posted.status === undefined ? UNREACHABLE(posted.reason) : answerFailure(posted, token)
  world.callbacks.record({
    at: world.now(),
    url: address,
    kind: 'validation',
    subscriptionIds: [],
    items: 0,
    attempt: 1,
    status: posted.status,
    milliseconds: performance.now() - started,
    outcome: reason === undefined ? 'delivered' : 'failed',
    reason,
  })
  return reason
}

const UNREACHABLE = (reason: string) =>
  reason.startsWith('no answer')
    ? 'Subscription validation request timed out.'
    : `Subscription validation request failed. The notification endpoint could not be reached: ${reason}.`

function answerFailure(
  { status, contentType, text }: { status: number; contentType: string; text: string },
  token: string,
): string | undefined {
  if (status !== 200)
    return `Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request, not ${status}.`
  if (!/^text\/plain\b/i.test(contentType))
    return 'Subscription validation request failed. Response must be of content type text/plain.'
  return text === token
    ? undefined
    : 'Subscription validation request failed. Must respond with the decoded validation token of the request.'
}
