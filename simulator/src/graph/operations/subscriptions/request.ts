import { isObject, type Json } from '../../../world/model.ts'
import type { Subscription } from '../../../world/subscriptions/subscription.ts'
import { type GraphContext, parameter } from '../../call.ts'
import { GraphError } from '../../errors.ts'

/** The refusals of the change notification service; only those with a source are known word for word. */
export const invalidRequest = (message: string) => new GraphError(400, 'InvalidRequest', message)
export const extensionError = (message: string) => new GraphError(400, 'ExtensionError', message)

/** The properties that the body gives a value; null says no more than leaving one out. */
export function givenProperties({ call }: GraphContext): { readonly [name: string]: Json } {
  const body = isObject(call.body) ? call.body : {}
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
}

/** A text property that may be missing; an empty one is missing. */
export function optionalText(given: { readonly [name: string]: Json }, name: string): string | undefined {
  const value = given[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function requiredText(given: { readonly [name: string]: Json }, name: string): string {
  const value = optionalText(given, name)
  if (value === undefined) throw invalidRequest(`The property '${name}' is required.`)
  return value
}

/**
 * Whether a subscription is the caller's: an application by itself sees all of its own in the tenancy, with a
 * signed-in person those that it made on their behalf (learn.microsoft.com/graph/api/subscription-list).
 */
export function isCallers({ token }: GraphContext, { applicationId, userId }: Subscription): boolean {
  return applicationId === token.appId && (token.userObjectId === undefined || token.userObjectId === userId)
}

/** The caller's subscription that the path names; somebody else's is not there. */
export function namedSubscription(context: GraphContext, now: number): Subscription {
  const id = parameter(context)
  const found = context.tenancy.subscriptions.find(id, now)
  if (!found || !isCallers(context, found))
    throw new GraphError(404, 'ResourceNotFound', `The object was not found. Subscription '${id}' does not exist.`)
  return found
}
