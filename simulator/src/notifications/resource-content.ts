import type { Graph } from '../graph/platform.ts'
import { isObject } from '../world/model.ts'
import { subscribable } from '../world/subscriptions/resources.ts'
import type { NotificationPorts } from './notifications.ts'
import { PUBLISHER_APP_ID } from './validation-token.ts'

/** Reads a changed resource from Graph as its subscriber would: with the permission, and the `$select`, it subscribed with. */
export function resourceReader(graph: Graph): NotificationPorts['readResource'] {
  return async (tenancy, subscription, resource) => {
    const accepted = subscribable(subscription.path)
    const { userId, select } = subscription
    const query = select === undefined ? '' : `?$select=${select.join(',')}`
    const call = {
      method: 'GET',
      target: `/${resource.split('/').map(encodeURIComponent).join('/')}${query}`,
      headers: {},
      body: undefined,
      origin: 'https://graph.microsoft.com',
    }
    const token = {
      tenantId: tenancy.profile.tenantId,
      appId: PUBLISHER_APP_ID,
      objectId: subscription.creatorId,
      audience: '',
      roles: userId === undefined ? [...(accepted?.application ?? [])] : [],
      scopes: userId === undefined ? [] : [...(accepted?.delegated ?? [])],
      isAppOnly: userId === undefined,
      ...(userId === undefined ? {} : { userObjectId: userId }),
      issuedAt: 0,
      expiresAt: Number.MAX_SAFE_INTEGER,
    }
    const { status, body } = await graph.answer(call, { token, tenancy })
    return status === 200 && isObject(body) ? body : undefined
  }
}
