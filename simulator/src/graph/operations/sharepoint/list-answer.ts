import type { Json } from '../../../world/model.ts'
import { contentTypesOf } from '../../../world/sharepoint/content-types.ts'
import type { SharePointList } from '../../../world/sharepoint/list.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import type { GraphContext } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import { SHAREPOINT_PAGES } from '../../limits.ts'
import { picked } from './collection.ts'
import type { NestedExpansion } from './expansions.ts'
import { fieldsShape } from './field-shapes.ts'
import { columnShape, itemShape, listShape } from './shapes.ts'

type Shape = { [name: string]: Json }

/** The lists that a caller is told of: SharePoint's own ones only when `$select` names `system`. */
export function visibleLists(site: Site, select: readonly string[] | undefined): SharePointList[] {
  return [...site.lists.values()].filter(({ system }) => !system || select?.includes('system'))
}

/** A list with what its `$expand` asks for (learn.microsoft.com/graph/api/list-get). */
export function shownList(
  context: GraphContext,
  site: Site,
  list: SharePointList,
  select: readonly string[] | undefined,
  expand: readonly NestedExpansion[],
): Shape {
  const shown = picked(listShape(site, list, select), select)
  for (const expansion of expand) shown[expansion.name] = related(context, site, list, expansion)
  return shown
}

export function expandedLists(context: GraphContext, site: Site, { select, expand }: NestedExpansion): Json[] {
  return visibleLists(site, select).map((list) => shownList(context, site, list, select, expand))
}

function related(context: GraphContext, site: Site, list: SharePointList, expansion: NestedExpansion): Json {
  const { name, select } = expansion
  if (name === 'columns') return [...list.columns.values()].map((column) => picked(columnShape(column), select))
  if (name === 'contentTypes') return contentTypesOf(list).map((type) => ({ ...type }))
  if (name !== 'items') throw cannotExpand(name, 'list')
  const items: Json[] = []
  for (const item of list.items) {
    if (items.length === SHAREPOINT_PAGES.defaultSize) break
    items.push({
      ...picked(itemShape(context, site, list, item), select),
      ...expandedFields({ tenancy: context.tenancy, site, list }, item, expansion.expand),
    })
  }
  return items
}

type FieldsOf = Parameters<typeof fieldsShape>

/** What `$expand=fields(…)` adds to an item; nothing else of an item can be expanded here. */
export function expandedFields(place: FieldsOf[0], item: FieldsOf[1], expand: readonly NestedExpansion[]): Shape {
  const shown: Shape = {}
  for (const { name, select } of expand) {
    if (name !== 'fields') throw cannotExpand(name, 'listItem')
    shown.fields = fieldsShape(place, item, select)
  }
  return shown
}

export function cannotExpand(name: string, type: string) {
  return badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
  )
}
