import type { Json } from '../../../world/model.ts'
import type { Column } from '../../../world/sharepoint/column.ts'
import { contentTypesOf } from '../../../world/sharepoint/content-types.ts'
import type { SharePointList } from '../../../world/sharepoint/list.ts'
import { changedColumn, checkIndex, readNewColumn } from '../../../world/sharepoint/new-column.ts'
import { invalid, Refusal } from '../../../world/sharepoint/refusal.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import { standardColumns } from '../../../world/sharepoint/standard-columns.ts'
import { type GraphAnswer, type GraphContext, noContent, parameter, type WriteContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { changing, listIn, MANAGE, reading } from './access.ts'
import { collection, object, picked, selectOf } from './collection.ts'
import { resourceNotFound } from './errors.ts'
import { bodyOf, changed } from './lists.ts'
import { columnShape } from './shapes.ts'

const COLUMN = '#/$defs/microsoft.graph.columnDefinition'
const COLUMNS = '/sites/{site-id}/lists/{list-id}/columns'
const ONE = `${COLUMNS}/{columnDefinition-id}`

function columns(context: GraphContext, all: Iterable<Column>, contextName: string): GraphAnswer {
  return collection(context, {
    rows: all,
    shape: (column, select) => picked(columnShape(column), select),
    contextName,
    kind: 'columnDefinition',
  })
}

const nameOf = (site: Site, list: SharePointList) => `sites('${site.id}')/lists('${list.id}')/columns`

function columnIn(context: GraphContext, list: SharePointList): Column {
  const column = list.column(parameter(context, 2))
  if (!column) throw resourceNotFound()
  return column
}

function answer(context: GraphContext, site: Site, list: SharePointList, column: Column, status = 200): GraphAnswer {
  const select = selectOf(context, 'columnDefinition')
  return object(context, `${nameOf(site, list)}/$entity`, picked(columnShape(column), select), status)
}

function create(context: WriteContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  const column = readNewColumn(context.random.guid(), bodyOf(context))
  if (list.columns.has(column.name))
    throw new Refusal('nameAlreadyExists', `A column with the name '${column.name}' already exists.`)
  checkIndex(list, undefined, column)
  requireLookedUpList(site, column)
  list.columns.set(column.name, column)
  changed(context, site, list)
  return answer(context, site, list, column, 201)
}

function requireLookedUpList(site: Site, { type, facet }: Column): void {
  if (type === 'lookup' && !site.list(String(facet.listId)))
    throw invalid('The list that the lookup refers to was not found.')
}

function update(context: WriteContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  const column = changedColumn(list, columnIn(context, list), bodyOf(context))
  list.columns.set(column.name, column)
  changed(context, site, list)
  return answer(context, site, list, column)
}

function remove(context: WriteContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  const column = columnIn(context, list)
  if (column.standard) throw invalid(`Field '${column.name}' cannot be deleted`)
  list.columns.delete(column.name)
  list.items.dropIndex(column.name)
  changed(context, site, list)
  return noContent()
}

function contentTypes(context: GraphContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  return collection(context, {
    rows: contentTypesOf(list),
    shape: (type, select) => picked(contentTypeShape(type), select),
    contextName: `sites('${site.id}')/lists('${list.id}')/contentTypes`,
  })
}

function contentTypeShape(type: ReturnType<typeof contentTypesOf>[number]): { [name: string]: Json } {
  return {
    ...type,
    hidden: false,
    isBuiltIn: true,
    parentId: type.id.slice(0, type.id.length - 34),
    readOnly: false,
    sealed: false,
  }
}

/** Columns: learn.microsoft.com/graph/api/list-list-columns, list-post-columns, columndefinition-get, -update, -delete. */
export const columnRoutes: readonly Route[] = [
  reading('/sites/{site-id}/columns', (context, site) =>
    columns(context, standardColumns('documentLibrary'), `sites('${site.id}')/columns`),
  ),
  reading(COLUMNS, (context, site) => {
    const list = listIn(context, site)
    return columns(context, list.columns.values(), nameOf(site, list))
  }),
  reading(
    ONE,
    (context, site) => {
      const list = listIn(context, site)
      return answer(context, site, list, columnIn(context, list))
    },
    { response: COLUMN },
  ),
  changing(MANAGE, { method: 'POST', template: COLUMNS }, create),
  changing(MANAGE, { method: 'PATCH', template: ONE, request: COLUMN, response: COLUMN }, update),
  changing(MANAGE, { method: 'DELETE', template: ONE }, remove),
  reading('/sites/{site-id}/lists/{list-id}/contentTypes', contentTypes),
]
