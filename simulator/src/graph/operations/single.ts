import type { Entity, Kind } from '../../world/model.ts'
import { isVisible } from '../../world/truth.ts'
import { type GraphAnswer, type GraphContext, type Item, parameter } from '../call.ts'
import { notFound } from '../errors.ts'
import { expansion } from '../expand.ts'
import { contextUrl } from '../listing.ts'
import { expansionsOf, namesOf } from '../odata/options.ts'
import { checkSelect, mixedProjection, projectionOf } from '../projection.ts'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The object of a kind that the path names by id, by userPrincipalName or by `appId='…'`; Graph's 404 otherwise. */
export function named(context: GraphContext, kind: Kind, index = 0): Entity {
  const reference = parameter(context, index)
  const keyed = /^appId='(.*)'$/.exec(reference)
  const { tenancy } = context
  const entity = keyed
    ? tenancy.findByKey(kind, keyed[1] ?? '')
    : (tenancy.findOf(kind, GUID.test(reference) ? reference.toLowerCase() : reference) ??
      (kind === 'user' ? tenancy.findByKey('user', reference) : undefined))
  if (!entity || !isVisible(tenancy, entity)) throw notFound(reference)
  return entity
}

/** Answers one object with its `$select` and `$expand`. */
export function single(context: GraphContext, item: Item, contextName: string, mixed = false): GraphAnswer {
  const select = namesOf(context.query.get('$select'))
  if (!mixed) checkSelect(item.kind, select)
  const project = mixed ? mixedProjection(context.tenancy, select) : projectionOf(context.tenancy, item.kind, select)
  const expand = expansion(context, expansionsOf(context.query.get('$expand')))
  const body = {
    '@odata.context': contextUrl(context, `${contextName}/$entity`, select),
    ...project(item),
    ...expand(item),
  }
  return { status: 200, headers: {}, body }
}
