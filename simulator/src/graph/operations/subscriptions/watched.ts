import type { ChangeType } from '../../../world/feed.ts'
import { optionsOf, segmentsOf } from '../../../world/subscriptions/resource-path.ts'
import { type SubscribableResource, subscribable } from '../../../world/subscriptions/resources.ts'
import { type GraphContext, holds } from '../../call.ts'
import { denied, notFound } from '../../errors.ts'
import { extensionError, invalidRequest } from './request.ts'

/** What a subscription watches, found in the tenancy. */
export interface Watched {
  readonly resource: SubscribableResource
  readonly path: readonly string[]
  readonly select: readonly string[] | undefined
}

/** Reads `resource`: something that can be subscribed to, and that is there. */
export function watchedBy(context: GraphContext, resource: string): Watched {
  const asked = ownPath(context, segmentsOf(resource))
  const found = subscribable(asked)
  if (!found) throw extensionError(`The resource '${resource}' does not support change notifications.`)
  const options = optionsOf(resource)
  for (const name of options.keys())
    if (name !== '$select') throw invalidRequest(`The query option '${name}' is not supported in 'resource'.`)
  const select = options.get('$select')?.split(',').filter(Boolean)
  return { resource: found, path: withIds(context, asked), select: select?.length ? select : undefined }
}

/** Refuses a caller that may not read what it wants to watch (…/api/subscription-post-subscriptions, Permissions). */
export function checkAccess(context: GraphContext, { resource, path }: Pick<Watched, 'resource' | 'path'>): void {
  const { token } = context
  const accepted = token.userObjectId === undefined ? resource.application : resource.delegated
  // Ibid., Outlook: on a person's behalf only their own mailbox can be watched.
  const isForeign =
    resource.service === 'exchange' && token.userObjectId !== undefined && path[1] !== token.userObjectId
  if (isForeign || !accepted.some((name) => holds(context, name))) throw denied(resource.service)
}

/** The kinds of change that are asked for, e.g. `created,updated`. */
export function changeTypesOf(text: string, resource: SubscribableResource): ChangeType[] {
  const asked = text.split(',').map((one) => one.trim().toLowerCase())
  return asked.map((one) => {
    const known = resource.changeTypes.find((type) => type === one)
    if (!known) throw invalidRequest(`The change type '${one}' is not supported for '${resource.type}'.`)
    return known
  })
}

/** `me/…` is the signed-in person's. */
function ownPath({ token }: GraphContext, path: readonly string[]): readonly string[] {
  if (path[0]?.toLowerCase() !== 'me') return path
  if (token.userObjectId === undefined)
    throw invalidRequest('/me request is only valid with delegated authentication flow.')
  return ['users', token.userObjectId, ...path.slice(1)]
}

/** A person, group or team is named by its id from here on, and must exist. */
function withIds({ tenancy }: GraphContext, path: readonly string[]): readonly string[] {
  const [set, reference, ...rest] = path
  const kind = KINDS[set?.toLowerCase() ?? '']
  if (set === undefined || reference === undefined || kind === undefined || /^getAll/i.test(reference)) return path
  const found =
    tenancy.findOf(kind, reference.toLowerCase()) ?? (kind === 'user' ? tenancy.findByKey(kind, reference) : undefined)
  if (!found) throw notFound(reference)
  return [set, found.id, ...rest]
}

const KINDS: { readonly [set: string]: 'user' | 'group' } = { users: 'user', groups: 'group', teams: 'group' }
