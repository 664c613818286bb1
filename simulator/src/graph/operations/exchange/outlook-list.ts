import type { Json, Properties } from '../../../world/model.ts'
import type { GraphAnswer, GraphContext, ItemKind } from '../../call.ts'
import { GraphError, notImplemented } from '../../errors.ts'
import { OUTLOOK } from '../../limits.ts'
import { contextUrl } from '../../listing.ts'
import { namesOf } from '../../odata/options.ts'
import { propertiesOf } from '../../schema.ts'
import { outlookFilter } from './outlook-filter.ts'

/** A row as it is filtered and ordered, and as it is shown. */
export interface OutlookRow {
  readonly indexed: Properties
  readonly shown: Properties
}

export interface OutlookListing {
  readonly rows: readonly OutlookRow[]
  /** The type whose properties `$select` may name; none where Microsoft's contract has no type. */
  readonly kind?: ItemKind | undefined
  readonly contextName: string
  readonly filterable: readonly string[]
  readonly headers?: { readonly [name: string]: string }
  readonly defaultTop?: number
  /** What is not shown unless `$select` or `$expand` names it. */
  readonly onRequest?: readonly string[]
}

const KNOWN = new Set(['$select', '$expand', '$filter', '$orderby', '$top', '$skip', '$count', '$search', '$format'])

/**
 * Answers a list of Outlook items. Unlike the directory it takes `$skip`, `$count` without a header and `$orderby`
 * with `$filter`; pages hold 10 items and at most 1,000 (learn.microsoft.com/graph/api/user-list-events).
 */
export function outlookList(context: GraphContext, listing: OutlookListing): GraphAnswer {
  const { query, call } = context
  for (const name of query.keys()) if (name.startsWith('$') && !KNOWN.has(name)) throw unsupported(name)
  if (query.has('$search')) throw notImplemented()
  const filter = query.get('$filter')
  const fits = filter === undefined ? undefined : outlookFilter(filter, new Set(listing.filterable))
  const rows = ordered(fits ? listing.rows.filter(({ indexed }) => fits(indexed)) : listing.rows, query.get('$orderby'))
  if (context.countOnly) return { status: 200, headers: {}, body: { text: String(rows.length) } }
  const skip = wholeNumber(query.get('$skip'), '$skip') ?? 0
  const top = pageSize(query.get('$top'), listing.defaultTop ?? OUTLOOK.defaultSize)
  const select = namesOf(query.get('$select'))
  const show = projection(query, listing)
  const body: { [name: string]: Json } = { '@odata.context': contextUrl(context, listing.contextName, select) }
  if (query.get('$count') === 'true') body['@odata.count'] = rows.length
  body.value = rows.slice(skip, skip + top).map(({ shown }) => show(shown))
  if (skip + top < rows.length) {
    const others = [...query].filter(([name]) => name !== '$skip')
    const options = [...others, ['$skip', String(skip + top)] as const]
    const text = options.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
    body['@odata.nextLink'] = `${call.origin}/v1.0${context.path}?${text}`
  }
  return { status: 200, headers: listing.headers ?? {}, body }
}

/** Answers one Outlook item with its `$select` and `$expand`. */
export function outlookSingle(
  context: GraphContext,
  shown: Properties,
  listing: Omit<OutlookListing, 'rows' | 'filterable'>,
  status = 200,
  headers: { readonly [name: string]: string } = {},
): GraphAnswer {
  const select = namesOf(context.query.get('$select'))
  const body = {
    '@odata.context': contextUrl(context, `${listing.contextName}/$entity`, select),
    ...projection(context.query, listing)(shown),
  }
  return { status, headers: { ...listing.headers, ...headers }, body }
}

/** The properties that are asked for; id and etag come in any case. */
function projection(query: ReadonlyMap<string, string>, listing: Pick<OutlookListing, 'kind' | 'onRequest'>) {
  const select = namesOf(query.get('$select'))
  if (select && listing.kind) checkNames(select, listing.kind)
  const expand = query.get('$expand') ?? ''
  const onRequest = new Set(listing.onRequest)
  return (row: Properties): { [name: string]: Json } => {
    const names = Object.keys(row).filter((name) => {
      if (name === 'id' || name.startsWith('@')) return true
      if (onRequest.has(name)) return select?.includes(name) || expand.includes(name)
      return select === undefined || select.includes(name)
    })
    const shown: { [name: string]: Json } = {}
    for (const name of names) shown[name] = expanded(name, row[name] ?? null, expand)
    return shown
  }
}

/** `$expand=singleValueExtendedProperties($filter=id eq '…' or id eq '…')` shows those that are named. */
function expanded(name: string, value: Json, expand: string): Json {
  if (name !== 'singleValueExtendedProperties' || !Array.isArray(value)) return value
  const filter = /singleValueExtendedProperties\(\$filter=(.*)\)\s*$/i.exec(expand)?.[1]
  if (filter === undefined) return value
  const fits = outlookFilter(filter, new Set(['id', 'value']))
  return value.filter((one) => typeof one === 'object' && one !== null && !Array.isArray(one) && fits(one))
}

function checkNames(names: readonly string[], kind: ItemKind): void {
  const known = propertiesOf(kind)
  for (const name of names) {
    if (known.has(name)) continue
    const message = `Could not find a property named '${name}' on type 'Microsoft.OutlookServices.${kind[0]?.toUpperCase()}${kind.slice(1)}'.`
    throw new GraphError(400, 'RequestBroker--ParseUri', message)
  }
}

function ordered(rows: readonly OutlookRow[], orderBy: string | undefined): readonly OutlookRow[] {
  if (orderBy === undefined || orderBy.trim() === '') return rows
  const keys = orderBy.split(',').map((part) => {
    const [path = '', direction = 'asc'] = part.trim().split(/\s+/)
    return { path: path.split('/'), sign: direction.toLowerCase() === 'desc' ? -1 : 1 }
  })
  return [...rows].sort((one, other) => {
    for (const { path, sign } of keys) {
      const order = compare(valueAt(one.indexed, path), valueAt(other.indexed, path))
      if (order !== 0) return sign * order
    }
    return 0
  })
}

function valueAt(row: Properties, path: readonly string[]): Json {
  let value: Json = row
  for (const name of path)
    value = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value[name] ?? null) : null
  return typeof value === 'string' ? value.toLowerCase() : value
}

function compare(one: Json, other: Json): number {
  if (one === other) return 0
  if (one === null) return -1
  if (other === null) return 1
  return one < other ? -1 : 1
}

function pageSize(text: string | undefined, fallback: number): number {
  const top = wholeNumber(text, '$top') ?? fallback
  if (top < 1 || top > OUTLOOK.maximumSize)
    throw new GraphError(
      400,
      'ErrorInvalidUrlQuery',
      `Invalid value '${top}' for $top query option found. The value must be between 1 and ${OUTLOOK.maximumSize}.`,
    )
  return top
}

function wholeNumber(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d+$/.test(text))
    throw new GraphError(
      400,
      'ErrorInvalidUrlQuery',
      `Invalid value '${text}' for ${option} query option found. The ${option} query option requires a non-negative integer value.`,
    )
  return Number(text)
}

const unsupported = (name: string) =>
  new GraphError(400, 'ErrorInvalidUrlQuery', `The query parameter '${name}' is not supported.`)
