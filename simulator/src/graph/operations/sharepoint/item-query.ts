import type { Column } from '../../../world/sharepoint/column.ts'
import { type IndexKey, indexKey } from '../../../world/sharepoint/column-index.ts'
import { columnValue, type ListItem } from '../../../world/sharepoint/items.ts'
import { LIST_VIEW_THRESHOLD } from '../../../world/sharepoint/limits.ts'
import type { SharePointList } from '../../../world/sharepoint/list.ts'
import { Refusal } from '../../../world/sharepoint/refusal.ts'
import { parseFilter } from '../../odata/filter.ts'
import type { Rows } from './collection.ts'
import { type ColumnOf, candidates, columnsOf, type ItemFilter, itemFilter, passes } from './item-filter.ts'

export interface ItemQuery {
  readonly filter: string | undefined
  readonly orderBy: string | undefined
  readonly columnOf: ColumnOf
  /** Graph refuses columns without an index unless the caller insists; SharePoint's own interface does not. */
  readonly indexedOnly: boolean
}

interface Order {
  readonly column: Column
  readonly descending: boolean
}

/**
 * The items of a list that a query asks for, in its order (learn.microsoft.com/graph/api/listitem-list). In a list beyond
 * 5,000 items an index must leave no more than 5,000 of them to look at, or the query fails.
 */
export function queryItems(list: SharePointList, query: ItemQuery): Rows<ListItem> {
  const filter = query.filter === undefined ? undefined : itemFilter(parseFilter(query.filter), query.columnOf)
  const orders = ordersOf(query.orderBy, query.columnOf)
  const columns = [...(filter ? columnsOf(filter) : []), ...orders.map(({ column }) => column)]
  const unindexed = columns.find(({ indexed }) => !indexed)
  if (unindexed && query.indexedOnly) throw notIndexed(unindexed)
  const few = filter && candidates(list, filter, LIST_VIEW_THRESHOLD)
  const [order] = orders
  if (!filter && (!order || (orders.length === 1 && order.column.indexed))) return whole(list, order)
  const isLarge = list.items.size > LIST_VIEW_THRESHOLD
  if (isLarge && (few === undefined || few.size > LIST_VIEW_THRESHOLD)) throw tooMany()
  return found(list, filter, few, orders)
}

/** All items, by id or by the order of an index; the place of a page is an id or a number in that order. */
function whole({ items }: SharePointList, order: Order | undefined): Rows<ListItem> {
  if (order && order.column.name !== 'ID') {
    const { column, descending } = order
    return numbered(function* () {
      const empty = (item: ListItem) => columnValue(item, column.name) === undefined
      if (!descending) for (const item of items) if (empty(item)) yield item
      for (const id of items.index(column.name).ordered(descending)) yield items.find(id)
      if (descending) for (const item of items) if (empty(item)) yield item
    })
  }
  if (order?.descending)
    return numbered(function* () {
      for (let id = items.end - 1; id > 0; id--) yield items.find(id)
    })
  return function* (from) {
    for (let id = from + 1; id < items.end; id++) {
      const item = items.find(id)
      if (item) yield [id, item]
    }
  }
}

function found(
  { items }: SharePointList,
  filter: ItemFilter | undefined,
  few: ReadonlySet<number> | undefined,
  orders: readonly Order[],
): Rows<ListItem> {
  const looked = few ? [...few].sort((a, b) => a - b).flatMap((id) => items.find(id) ?? []) : [...items]
  const passing = filter ? looked.filter((item) => passes(filter, item)) : looked
  const sorted = orders.length === 0 ? passing : passing.sort((one, other) => compared(orders, one, other))
  return numbered(() => sorted)
}

function numbered(all: () => Iterable<ListItem | undefined>): Rows<ListItem> {
  return function* (from) {
    let place = 0
    for (const item of all()) if (item && ++place > from) yield [place, item]
  }
}

function compared(orders: readonly Order[], one: ListItem, other: ListItem): number {
  for (const { column, descending } of orders) {
    const [left, right] = [one, other].map((item) => indexKey(columnValue(item, column.name)))
    const order = byKey(left, right)
    if (order !== 0) return descending ? -order : order
  }
  return one.id - other.id
}

function byKey(left: IndexKey | undefined, right: IndexKey | undefined): number {
  if (left === right) return 0
  if (left === undefined) return -1
  if (right === undefined) return 1
  return left < right ? -1 : 1
}

function ordersOf(text: string | undefined, columnOf: ColumnOf): Order[] {
  if (text === undefined || text.trim() === '') return []
  return text.split(',').map((part) => {
    const [path = '', direction = 'asc'] = part.trim().split(/\s+/)
    return { column: columnOf(path.split('/')), descending: direction.toLowerCase() === 'desc' }
  })
}

function notIndexed({ name }: Column): Refusal {
  return new Refusal(
    'notIndexed',
    `Field '${name}' cannot be referenced in filter or orderby as it is not indexed. Provide the 'Prefer: HonorNonIndexedQueriesWarningMayFailRandomly' header to allow this, but be warned that such queries may fail on large lists.`,
  )
}

function tooMany(): Refusal {
  return new Refusal('tooManyResources', 'The request is unprocessable because it uses too many resources')
}
