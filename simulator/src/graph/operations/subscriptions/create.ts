import type { Json } from '../../../world/model.ts'
import type { Subscription } from '../../../world/subscriptions/subscription.ts'
import type { GraphContext, WriteContext } from '../../call.ts'
import { SUBSCRIPTIONS } from '../../limits.ts'
import type { Route } from '../../route.ts'
import { encryptionOf } from './encryption.ts'
import { endpointAddress, validateEndpoints } from './endpoints.ts'
import { expirationOf } from './expiration.ts'
import { authorizationOf, authorizedUntil, kept } from './keep.ts'
import { checkQuota } from './quota.ts'
import { givenProperties, invalidRequest, optionalText, requiredText } from './request.ts'
import { changeTypesOf, checkAccess, watchedBy } from './watched.ts'

const TLS_VERSIONS = ['v1_0', 'v1_1', 'v1_2', 'v1_3']

/** Everything that the body decides; refuses what the service would before it calls anybody. */
function asked(context: GraphContext, now: number) {
  const given = givenProperties(context)
  const resource = requiredText(given, 'resource')
  const watched = watchedBy(context, resource)
  checkAccess(context, watched)
  const changeTypes = changeTypesOf(requiredText(given, 'changeType'), watched.resource)
  const notificationUrl = endpointAddress('notificationUrl', requiredText(given, 'notificationUrl'))
  const lifecycle = optionalText(given, 'lifecycleNotificationUrl')
  const lifecycleNotificationUrl =
    lifecycle === undefined ? undefined : endpointAddress('lifecycleNotificationUrl', lifecycle)
  const clientState = optionalText(given, 'clientState')
  if (clientState !== undefined && clientState.length > SUBSCRIPTIONS.clientStateLength)
    throw invalidRequest(`'clientState' must not be longer than ${SUBSCRIPTIONS.clientStateLength} characters.`)
  const latestSupportedTlsVersion = optionalText(given, 'latestSupportedTlsVersion') ?? 'v1_2'
  if (!TLS_VERSIONS.includes(latestSupportedTlsVersion))
    throw invalidRequest(`'latestSupportedTlsVersion' must be one of ${TLS_VERSIONS.join(', ')}.`)
  const encryption = encryptionOf(given, watched.resource, watched.select)
  const lifetime = {
    resource: watched.resource,
    isRich: encryption !== undefined,
    hasLifecycleUrl: lifecycleNotificationUrl !== undefined,
  }
  const expiresAt = expirationOf(given, lifetime, now)
  checkQuota(context, watched, now)
  return {
    resource,
    path: watched.path,
    select: watched.select,
    changeTypes,
    notificationUrl,
    lifecycleNotificationUrl,
    clientState,
    latestSupportedTlsVersion,
    encryption,
    expiresAt,
  }
}

/** Both endpoints are called even when they are one (…/graph/change-notifications-lifecycle-events). */
async function prepare(context: GraphContext): Promise<Json> {
  const { notificationUrl, lifecycleNotificationUrl } = asked(context, context.world.now())
  await validateEndpoints(context, [notificationUrl, ...(lifecycleNotificationUrl ? [lifecycleNotificationUrl] : [])])
  return authorizationOf(context)
}

function create(context: WriteContext) {
  const { token, random, now } = context
  const subscription: Subscription = {
    ...asked(context, now),
    id: random.guid(),
    applicationId: token.appId,
    creatorId: token.userObjectId ?? token.objectId,
    userId: token.userObjectId,
    authorizedUntil: authorizedUntil(context),
  }
  return { ...kept(context, subscription, 'created'), status: 201 }
}

/** learn.microsoft.com/graph/api/subscription-post-subscriptions. What may be watched decides the permission. */
export const createRoute: Route = {
  method: 'POST',
  template: '/subscriptions',
  service: 'notifications',
  permissions: 'anyone',
  prepare,
  write: create,
}
