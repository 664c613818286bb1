import { isObject, type Properties } from '../../../world/model.ts'
import { makeableTemplate, type SharePointList, type Template } from '../../../world/sharepoint/list.ts'
import { readNewColumn } from '../../../world/sharepoint/new-column.ts'
import { createList } from '../../../world/sharepoint/new-list.ts'
import { invalid, notAcceptable, Refusal } from '../../../world/sharepoint/refusal.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import { tellListChanged, titleTaken } from '../../../world/sharepoint/writing.ts'
import { type GraphAnswer, type GraphContext, noContent, type WriteContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { changing, listIn, MANAGE, reading } from './access.ts'
import { callerOf } from './caller.ts'
import { collection, object, selectOf } from './collection.ts'
import { nestedExpansions } from './expansions.ts'
import { shownList, visibleLists } from './list-answer.ts'
import { listShape } from './shapes.ts'

const LIST = '#/$defs/microsoft.graph.list'

function lists(context: GraphContext, site: Site): GraphAnswer {
  const expand = nestedExpansions(context.query.get('$expand'))
  return collection(context, {
    rows: visibleLists(site, selectOf(context, 'list')),
    shape: (list, select) => shownList(context, site, list, select, expand),
    contextName: `sites('${site.id}')/lists`,
    kind: 'list',
  })
}

function oneList(context: GraphContext, site: Site): GraphAnswer {
  const expand = nestedExpansions(context.query.get('$expand'))
  return shown(context, site, shownList(context, site, listIn(context, site), selectOf(context, 'list'), expand))
}

function create(context: WriteContext, site: Site): GraphAnswer {
  const body = bodyOf(context)
  if (typeof body.name === 'string')
    throw invalid("Cannot define a 'name' for a list as it is assigned by the server. Instead, provide 'displayName'")
  const { displayName, description } = body
  if (typeof displayName !== 'string' || displayName.trim() === '') throw notAcceptable()
  const columns = (Array.isArray(body.columns) ? body.columns : []).filter(isObject)
  const wanted = {
    displayName,
    description: typeof description === 'string' ? description : '',
    template: templateOf(body),
    columns: columns.map((given) => readNewColumn(context.random.guid(), given)),
  }
  const list = createList(site, wanted, context.random, context.now, callerOf(context))
  tellListChanged({ ...context, site, list }, 'created')
  return shown(context, site, listShape(site, list, undefined), 201)
}

function templateOf({ list }: Properties): Template {
  const wanted = isObject(list) ? (list.template ?? undefined) : undefined
  const template = wanted === undefined ? 'genericList' : makeableTemplate(wanted)
  if (!template) throw notAcceptable()
  return template
}

function update(context: WriteContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  const { displayName, description } = bodyOf(context)
  if (typeof displayName === 'string') {
    const others = [...site.lists.values()].filter((other) => other !== list)
    if (displayName.trim() === '') throw notAcceptable()
    if (titleTaken(others, displayName)) throw new Refusal('nameAlreadyExists', 'Name already exists')
    list.displayName = displayName
  }
  if (typeof description === 'string') list.description = description
  changed(context, site, list)
  return shown(context, site, listShape(site, list, undefined))
}

/** Settings of a list were changed by whoever calls. */
export function changed(context: WriteContext, site: Site, list: SharePointList): void {
  list.version += 1
  list.modifiedAt = context.now
  list.modifiedBy = callerOf(context)
  tellListChanged({ ...context, site, list })
}

function remove(context: WriteContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  if (list.system) throw new Refusal('notSupported', 'This list cannot be deleted.')
  site.deleteList(list)
  tellListChanged({ ...context, site, list }, 'deleted')
  return noContent()
}

export const bodyOf = ({ call }: GraphContext): Properties => (isObject(call.body) ? call.body : {})

const shown = (context: GraphContext, site: Site, list: ReturnType<typeof listShape>, status = 200) =>
  object(context, `sites('${site.id}')/lists/$entity`, list, status)

/** Lists: learn.microsoft.com/graph/api/resources/list. */
export const listRoutes: readonly Route[] = [
  reading('/sites/{site-id}/lists', lists),
  changing(MANAGE, { method: 'POST', template: '/sites/{site-id}/lists' }, create),
  reading('/sites/{site-id}/lists/{list-id}', oneList),
  changing(
    MANAGE,
    { method: 'PATCH', template: '/sites/{site-id}/lists/{list-id}', request: LIST, response: LIST },
    update,
  ),
  changing(MANAGE, { method: 'DELETE', template: '/sites/{site-id}/lists/{list-id}' }, remove),
]
