import { isObject } from '../../../world/model.ts'
import { DIRECTORY_OBJECTS } from '../../../world/object-kinds.ts'
import { type GraphContext, parameter } from '../../call.ts'
import { mixedDelta } from '../../delta/mixed.ts'
import { badRequest, notFound } from '../../errors.ts'
import { GET_BY_IDS } from '../../limits.ts'
import { contextUrl } from '../../listing.ts'
import { mixedProjection } from '../../projection.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'

/** learn.microsoft.com/graph/api/directoryobject-delta, Permissions. */
const FOLLOWERS = ['Directory.Read.All', 'Directory.ReadWrite.All']

function directoryObject(context: GraphContext) {
  const found = context.tenancy.find(parameter(context).toLowerCase())
  if (!found || !DIRECTORY_OBJECTS.includes(found.kind)) throw notFound(parameter(context))
  return single(context, found, 'directoryObjects', true)
}

/** learn.microsoft.com/graph/api/directoryobject-getbyids: what is not found is left out in silence. */
function getByIds(context: GraphContext) {
  const { body } = context.call
  const ids = isObject(body) ? body.ids : undefined
  const types = isObject(body) ? body.types : undefined
  if (!Array.isArray(ids) || ids.some((id) => typeof id !== 'string'))
    throw badRequest("The property 'ids' is required: a list of ids.")
  if (ids.length > GET_BY_IDS) throw badRequest(`The number of ids must not exceed ${GET_BY_IDS}.`)
  const wanted =
    Array.isArray(types) && types.length > 0 && !types.includes('directoryObject') ? new Set(types) : undefined
  const project = mixedProjection(context.tenancy, undefined)
  const found = [...new Set(ids)].flatMap((id) => {
    const entity = context.tenancy.find(String(id).toLowerCase())
    return entity && DIRECTORY_OBJECTS.includes(entity.kind) && (!wanted || wanted.has(entity.kind)) ? [entity] : []
  })
  return {
    status: 200,
    headers: {},
    body: { '@odata.context': contextUrl(context, 'directoryObjects'), value: found.map(project) },
  }
}

/** Objects whatever their type: learn.microsoft.com/graph/api/resources/directoryobject. */
export const directoryObjectRoutes: readonly Route[] = [
  { method: 'GET', template: '/directoryObjects/{directoryObject-id}', answer: directoryObject },
  { method: 'POST', template: '/directoryObjects/getByIds', answer: getByIds },
  {
    method: 'GET',
    template: '/directoryObjects/delta',
    permissions: { application: FOLLOWERS, delegated: FOLLOWERS },
    answer: (context) => mixedDelta(context, 'directoryObjects'),
  },
]
