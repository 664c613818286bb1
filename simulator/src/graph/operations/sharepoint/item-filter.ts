import { isoSeconds } from '../../../world/clock.ts'
import { type Column, isLookup } from '../../../world/sharepoint/column.ts'
import { type ColumnIndex, type IndexKey, indexKey } from '../../../world/sharepoint/column-index.ts'
import { readInstant } from '../../../world/sharepoint/instant.ts'
import { columnValue, type ListItem } from '../../../world/sharepoint/items.ts'
import type { SharePointList } from '../../../world/sharepoint/list.ts'
import { notRecognized } from '../../../world/sharepoint/refusal.ts'
import { GraphError } from '../../errors.ts'
import type { Filter, Literal } from '../../odata/filter.ts'

type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'startswith'

/** A filter over the columns of one list. */
export type ItemFilter =
  | { readonly type: 'and'; readonly left: ItemFilter; readonly right: ItemFilter }
  | { readonly type: 'or'; readonly left: ItemFilter; readonly right: ItemFilter }
  | { readonly type: 'test'; readonly column: Column; readonly operator: Operator; readonly key: IndexKey | undefined }

/** Finds the column that a path of a filter or an order names. */
export type ColumnOf = (path: readonly string[]) => Column

/** `fields/{name}`, as Graph's list API writes it; lookups as `fields/{name}LookupId`. */
export function graphColumns(list: SharePointList): ColumnOf {
  return (path) => {
    const [set, name = '', ...rest] = path
    if (set === 'createdDateTime') return columnNamed(list, 'Created')
    if (set === 'lastModifiedDateTime') return columnNamed(list, 'Modified')
    if (set !== 'fields' || name === '' || rest.length > 0)
      throw new GraphError(400, 'BadRequest', `Invalid filter clause: '${path.join('/')}' is no property of fields.`)
    return columnNamed(list, name)
  }
}

export function columnNamed(list: SharePointList, name: string): Column {
  const found = list.columns.get(name.toLowerCase() === 'id' ? 'ID' : name)
  if (found) return found
  const base = /^(.+?)(?:LookupId|Id)$/.exec(name)?.[1]
  const lookup = base === undefined ? undefined : list.columns.get(base)
  if (lookup && isLookup(lookup)) return lookup
  throw notRecognized(name)
}

/** Ties a filter to the columns of a list; refuses what SharePoint cannot search by. */
export function itemFilter(filter: Filter, columnOf: ColumnOf): ItemFilter {
  if (filter.type === 'and' || filter.type === 'or')
    return { type: filter.type, left: itemFilter(filter.left, columnOf), right: itemFilter(filter.right, columnOf) }
  if (filter.type === 'compare') {
    const column = columnOf(filter.path)
    return { type: 'test', column, operator: filter.operator, key: keyFor(column, filter.value) }
  }
  if (filter.type === 'call' && filter.name === 'startswith') {
    const column = columnOf(filter.path)
    return { type: 'test', column, operator: 'startswith', key: String(filter.value).toLowerCase() }
  }
  const what = filter.type === 'call' ? filter.name : filter.type
  throw new GraphError(400, 'BadRequest', `Invalid filter clause: '${what}' is not supported.`)
}

/** A literal as the column's values compare: `'5'` is a number for a number, an instant is told in whole seconds. */
function keyFor({ type }: Column, value: Literal): IndexKey | undefined {
  if (value === null) return undefined
  if (type === 'number' || type === 'currency' || type === 'lookup' || type === 'personOrGroup') return Number(value)
  if (type === 'boolean') return value === true || value === 1 || value === '1' || value === 'true' ? 1 : 0
  if (type !== 'dateTime') return indexKey(value)
  const at = readInstant(String(value))
  return at === undefined ? undefined : indexKey(isoSeconds(at))
}

export function columnsOf(filter: ItemFilter): Column[] {
  return filter.type === 'test' ? [filter.column] : [...columnsOf(filter.left), ...columnsOf(filter.right)]
}

/** Whether an item passes. A column without a value passes `eq null` and `ne` anything. */
export function passes(filter: ItemFilter, item: ListItem): boolean {
  if (filter.type === 'and') return passes(filter.left, item) && passes(filter.right, item)
  if (filter.type === 'or') return passes(filter.left, item) || passes(filter.right, item)
  const value = columnValue(item, filter.column.name)
  const keys = (Array.isArray(value) ? value : [value]).map(indexKey)
  if (filter.operator === 'ne') return !keys.includes(filter.key)
  return keys.some((key) => holds(filter.operator, key, filter.key))
}

function holds(operator: Operator, key: IndexKey | undefined, wanted: IndexKey | undefined): boolean {
  if (operator === 'eq') return key === wanted
  if (key === undefined || wanted === undefined || typeof key !== typeof wanted) return false
  if (operator === 'startswith') return String(key).startsWith(String(wanted))
  if (operator === 'gt') return key > wanted
  if (operator === 'ge') return key >= wanted
  return operator === 'lt' ? key < wanted : key <= wanted
}

/** The ids that an index leaves for a filter, no more of them than `most` and one; undefined when no index narrows it. */
export function candidates(list: SharePointList, filter: ItemFilter, most: number): Set<number> | undefined {
  if (filter.type === 'and') {
    const [left, right] = [candidates(list, filter.left, most), candidates(list, filter.right, most)]
    if (!left || !right) return left ?? right
    return left.size <= right.size ? left : right
  }
  if (filter.type === 'or') {
    const [left, right] = [candidates(list, filter.left, most), candidates(list, filter.right, most)]
    return left && right ? left.union(right) : undefined
  }
  const { column, operator, key } = filter
  if (!column.indexed || key === undefined || operator === 'ne') return undefined
  const index = list.items.index(column.name)
  const found = new Set<number>()
  for (const id of narrowed(index, operator, key)) {
    found.add(id)
    if (found.size > most) break
  }
  return found
}

function narrowed(index: ColumnIndex, operator: Operator, key: IndexKey): Iterable<number> {
  if (operator === 'eq') return index.equal(key)
  if (operator === 'startswith') return index.from(key, (other) => String(other).startsWith(String(key)))
  const lowest = typeof key === 'number' ? Number.NEGATIVE_INFINITY : ''
  return index.from(operator === 'gt' || operator === 'ge' ? key : lowest, (other) =>
    operator === 'lt' ? other < key : operator === 'le' ? other <= key : true,
  )
}
