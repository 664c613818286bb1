import { columnNamed } from '../graph/operations/sharepoint/item-filter.ts'
import { queryItems } from '../graph/operations/sharepoint/item-query.ts'
import { contentTypesOf } from '../world/sharepoint/content-types.ts'
import type { SharePointList } from '../world/sharepoint/list.ts'
import type { Site } from '../world/sharepoint/site.ts'
import type { Tenancy } from '../world/tenancy.ts'
import { invalidExpression, notServed } from './rest-error.ts'
import type { RestAnswer, RestObject } from './rest-format.ts'
import { fieldObject, itemObject, listObject, rootFolder, webObject } from './rest-shapes.ts'
import { selectionOf } from './selection.ts'
import type { Target } from './target.ts'

export interface Read {
  readonly tenancy: Tenancy
  readonly site: Site
  readonly target: Target
  /** As the caller addressed it; links to further pages begin with it. */
  readonly url: URL
}

/** Pages of items (learn.microsoft.com/sharepoint/dev/sp-add-ins/use-odata-query-operations-in-sharepoint-rest-requests). */
const ITEMS_PER_PAGE = 100
const MOST_PER_PAGE = 5_000

/** Answers a GET. */
export function read(given: Read): RestAnswer {
  const { site, target, url } = given
  const { list, item, column, asked } = target
  const selection = selectionOf(url.searchParams)
  if (!list) return readWeb(given)
  if (column) return object(fieldObject(list, column, selection))
  if (item) {
    if (asked === undefined) return object(itemObject(list, item, selection))
    throw notServed(`${asked} of an item`)
  }
  switch (asked) {
    case undefined:
      return object(listObject(site, list, selection))
    case 'items':
      return items(list, url)
    case 'fields':
      return { kind: 'collection', objects: [...list.columns.values()].map((one) => fieldObject(list, one, selection)) }
    case 'contenttypes':
      return { kind: 'collection', objects: contentTypes(list) }
    case 'rootfolder':
      return object({
        properties: rootFolder(site, list),
        type: 'SP.Folder',
        path: `Web/Lists(guid'${list.id}')/RootFolder`,
      })
    case 'itemcount':
      return { kind: 'value', name: 'ItemCount', value: { value: list.items.size } }
    default:
      throw notServed(`${asked} of a list`)
  }
}

function readWeb({ tenancy, site, target, url }: Read): RestAnswer {
  const selection = selectionOf(url.searchParams)
  const { asked } = target
  if (asked === undefined) return object(webObject(site, selection))
  if (asked === 'lists') return { kind: 'collection', objects: lists(site, url) }
  if (asked === 'title') return { kind: 'value', name: 'Title', value: { value: site.title } }
  if (asked !== 'webs') throw notServed(`${asked} of a web`)
  const subsites = [...tenancy.sharePoint.sites()].filter(({ plan }) => plan.parent === site)
  return { kind: 'collection', objects: subsites.map((one) => webObject(one, selection)) }
}

/** The lists of a web, `$filter`ed by one comparison of a property as command lines do it. */
function lists(site: Site, url: URL): RestObject[] {
  const filter = url.searchParams.get('$filter')
  const all = [...site.lists.values()]
  const kept = filter === null ? all : all.filter(propertyTest(site, filter))
  return kept.map((list) => listObject(site, list, selectionOf(url.searchParams)))
}

function propertyTest(site: Site, filter: string): (list: SharePointList) => boolean {
  const [, name = '', operator, literal = ''] = /^\s*(\w+)\s+(eq|ne)\s+(.+?)\s*$/.exec(filter) ?? []
  if (operator === undefined) throw invalidExpression(`The expression "${filter}" is not valid.`)
  const wanted = literal
    .replace(/^guid(?=')/, '')
    .replace(/^'(.*)'$/, '$1')
    .replaceAll("''", "'")
  return (list) => {
    const { properties } = listObject(site, list, { select: [name], expand: [] })
    const same = String(properties[name]).toLowerCase() === wanted.toLowerCase()
    return operator === 'eq' ? same : !same
  }
}

function items(list: SharePointList, url: URL): RestAnswer {
  const { searchParams: query } = url
  const rows = queryItems(list, {
    // SharePoint's older notation of instants and ids.
    filter: query.get('$filter')?.replaceAll(/\b(?:datetime|guid)(?=')/g, ''),
    orderBy: query.get('$orderby') ?? undefined,
    columnOf: ([name = '']) => columnNamed(list, name.replace(/^OData_(?=_)/, '')),
    indexedOnly: false,
  })
  const size = Math.min(Number(query.get('$top') ?? ITEMS_PER_PAGE) || ITEMS_PER_PAGE, MOST_PER_PAGE)
  const after = Number(/p_ID=(\d+)/.exec(query.get('$skiptoken') ?? '')?.[1] ?? 0)
  const isInOrderOfIds = !query.has('$orderby')
  let isPast = after === 0
  const objects: RestObject[] = []
  let last = 0
  for (const [, item] of rows(0)) {
    if (!isPast || (isInOrderOfIds && item.id <= after)) {
      isPast = isInOrderOfIds || item.id === after
      continue
    }
    if (objects.length === size) return { kind: 'collection', objects, next: nextPage(url, last) }
    objects.push(itemObject(list, item, selectionOf(query)))
    last = item.id
  }
  return { kind: 'collection', objects }
}

function nextPage(url: URL, last: number): string {
  const next = new URL(url)
  next.searchParams.set('$skiptoken', `Paged=TRUE&p_ID=${last}`)
  return next.href
}

function contentTypes(list: SharePointList): RestObject[] {
  return contentTypesOf(list).map(({ id, name, description, group }) => ({
    properties: { Description: description, Group: group, Hidden: false, Id: { StringValue: id }, Name: name },
    type: 'SP.ContentType',
    path: `Web/Lists(guid'${list.id}')/ContentTypes('${id}')`,
  }))
}

const object = (one: RestObject): RestAnswer => ({ kind: 'object', object: one })
