import { isObject, type Properties } from '../../../world/model.ts'
import { etagOf, type ListItem } from '../../../world/sharepoint/items.ts'
import { isLibrary, type SharePointList } from '../../../world/sharepoint/list.ts'
import { invalid, Refusal } from '../../../world/sharepoint/refusal.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import { createItem, deleteItem, updateItem } from '../../../world/sharepoint/writing.ts'
import { type GraphAnswer, type GraphContext, noContent, type WriteContext } from '../../call.ts'
import { namesOf } from '../../odata/options.ts'
import type { Route } from '../../route.ts'
import { changing, itemIn, listIn, reading, WRITE } from './access.ts'
import { listWrite } from './caller.ts'
import { collection, object, picked, selectOf } from './collection.ts'
import { nestedExpansions } from './expansions.ts'
import { fieldsShape } from './field-shapes.ts'
import { graphColumns } from './item-filter.ts'
import { queryItems } from './item-query.ts'
import { expandedFields } from './list-answer.ts'
import { bodyOf } from './lists.ts'
import { itemShape } from './shapes.ts'

const ITEMS = '/sites/{site-id}/lists/{list-id}/items'
const ONE = `${ITEMS}/{listItem-id}`
const FIELDS = '#/$defs/microsoft.graph.fieldValueSet'

/** `Prefer: HonorNonIndexedQueriesWarningMayFailRandomly` lets columns without an index be searched. */
const INSISTS = /HonorNonIndexedQueriesWarningMayFailRandomly|allowthrottleablequeries/i

const nameOf = (site: Site, list: SharePointList) => `sites('${site.id}')/lists('${list.id}')/items`

function items(context: GraphContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  const expand = nestedExpansions(context.query.get('$expand'))
  const rows = queryItems(list, {
    filter: context.query.get('$filter'),
    orderBy: context.query.get('$orderby'),
    columnOf: graphColumns(list),
    indexedOnly: !INSISTS.test(context.call.headers.prefer ?? ''),
  })
  const place = { tenancy: context.tenancy, site, list }
  return collection(context, {
    rows,
    shape: (item, select) => ({
      ...picked(itemShape(context, site, list, item), select),
      ...expandedFields(place, item, expand),
    }),
    contextName: nameOf(site, list),
    kind: 'listItem',
  })
}

function oneItem(context: GraphContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  const item = itemIn(context, list)
  const expand = nestedExpansions(context.query.get('$expand') ?? (context.query.has('$select') ? '' : 'fields'))
  const shown = picked(itemShape(context, site, list, item), selectOf(context, 'listItem'))
  const fields = expandedFields({ tenancy: context.tenancy, site, list }, item, expand)
  return object(context, `${nameOf(site, list)}/$entity`, { ...shown, ...fields })
}

function create(context: WriteContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  if (isLibrary(list.template))
    throw new Refusal('notSupported', 'A file of a document library is made by uploading it, not as a list item.')
  const item = createItem(listWrite(context, site, list), fieldsOf(context, bodyOf(context).fields))
  const fields = fieldsShape({ tenancy: context.tenancy, site, list }, item, undefined)
  const shown = { ...itemShape(context, site, list, item), fields }
  return object(context, `${nameOf(site, list)}/$entity`, shown, 201)
}

/**
 * The fields of a body. Addresses are taken only by the newer form of the list API, which `Prefer: apiversion=2.1` asks
 * for (field reports; not documented).
 */
function fieldsOf(context: GraphContext, given: unknown): Properties {
  if (given === undefined || given === null) return {}
  if (!isObject(given)) throw invalid('Invalid request')
  const isNewer = /apiversion\s*=\s*2\.1/i.test(context.call.headers.prefer ?? '')
  const address = Object.values(given).some((value) => isObject(value) && 'Url' in value)
  if (address && !isNewer) throw invalid('Invalid request')
  return given
}

function remove(context: WriteContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  deleteItem(listWrite(context, site, list), itemIn(context, list), context.call.headers['if-match'])
  return noContent()
}

function fields(context: GraphContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  return fieldsAnswer(context, site, list, itemIn(context, list))
}

function updateFields(context: WriteContext, site: Site): GraphAnswer {
  return changeFields(context, site, fieldsOf(context, context.call.body))
}

function changeFields(context: WriteContext, site: Site, given: Properties): GraphAnswer {
  const list = listIn(context, site)
  const item = itemIn(context, list)
  const updated = updateItem(listWrite(context, site, list), item, given, context.call.headers['if-match'])
  return fieldsAnswer(context, site, list, updated)
}

function fieldsAnswer(context: GraphContext, site: Site, list: SharePointList, item: ListItem): GraphAnswer {
  const select = namesOf(context.query.get('$select'))
  const shown = fieldsShape({ tenancy: context.tenancy, site, list }, item, select)
  const answer = object(context, `${nameOf(site, list)}('${item.id}')/fields/$entity`, shown)
  return { ...answer, headers: { ETag: etagOf(item) } }
}

/** `PATCH` of the item itself takes its `fields` too (learn.microsoft.com/graph/api/listitem-update names `/fields` alone). */
function update(context: WriteContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  changeFields(context, site, fieldsOf(context, bodyOf(context).fields))
  return object(context, `${nameOf(site, list)}/$entity`, itemShape(context, site, list, itemIn(context, list)))
}

/** Items: learn.microsoft.com/graph/api/listitem-list, -get, -create, -update, -delete. */
export const itemRoutes: readonly Route[] = [
  reading(ITEMS, items),
  changing(WRITE, { method: 'POST', template: ITEMS }, create),
  reading(ONE, oneItem),
  changing(
    WRITE,
    {
      method: 'PATCH',
      template: ONE,
      request: '#/$defs/microsoft.graph.listItem',
      response: '#/$defs/microsoft.graph.listItem',
    },
    update,
  ),
  changing(WRITE, { method: 'DELETE', template: ONE }, remove),
  reading(`${ONE}/fields`, fields, { response: FIELDS }),
  changing(WRITE, { method: 'PATCH', template: `${ONE}/fields` }, updateFields),
]
