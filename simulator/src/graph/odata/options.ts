import type { GraphContext, ItemKind } from '../call.ts'
import { badRequest, unsupportedQuery } from '../errors.ts'
import { typeName } from '../schema.ts'
import { type Filter, parseFilter } from './filter.ts'
import { ENDS_WITH, filterability, PLAIN_ORDER } from './filterable.ts'

export interface Expansion {
  readonly relation: string
  readonly select: readonly string[] | undefined
}

export interface Ordering {
  readonly name: string
  readonly descending: boolean
}

/** The query options of a collection request, parsed and allowed. */
export interface ListOptions {
  readonly select: readonly string[] | undefined
  readonly expand: readonly Expansion[]
  readonly filter: Filter | undefined
  readonly search: string | undefined
  readonly orderBy: readonly Ordering[]
  readonly top: number | undefined
  readonly count: boolean
  readonly skipToken: string | undefined
}

/** Kinds outside the directory, which know no advanced queries: what can be filtered can be ordered too. */
const OUTSIDE_DIRECTORY: ReadonlySet<string> = new Set(['signIn', 'directoryAudit', 'chat', 'chatMessage', 'channel'])

const KNOWN = new Set([
  '$select',
  '$expand',
  '$filter',
  '$search',
  '$orderby',
  '$top',
  '$count',
  '$skiptoken',
  '$format',
  '$skip',
  '$deltatoken',
])

/** Reads the options of a collection of this kind and refuses, as Graph does, what it does not support. */
export function listOptions(context: GraphContext, kind: ItemKind | 'directoryObject'): ListOptions {
  const { query } = context
  for (const name of query.keys())
    if (name.startsWith('$') && !KNOWN.has(name)) throw badRequest(`The query parameter '${name}' is not supported.`)
  if (query.has('$skip')) throw badRequest("'$skip' is not supported by the service.")
  const filterText = query.get('$filter')
  const options: ListOptions = {
    select: namesOf(query.get('$select')),
    expand: expansionsOf(query.get('$expand')),
    filter: filterText === undefined ? undefined : parseFilter(filterText),
    search: query.get('$search'),
    orderBy: orderingsOf(query.get('$orderby')),
    top: topOf(query.get('$top')),
    count: query.get('$count') === 'true' && isEventual(context),
    skipToken: query.get('$skiptoken'),
  }
  refuseUnsupported(context, kind, options)
  return options
}

/** Whether the caller sent `ConsistencyLevel: eventual`. */
export function isEventual(context: GraphContext): boolean {
  return context.call.headers.consistencylevel?.toLowerCase() === 'eventual'
}

function refuseUnsupported(context: GraphContext, kind: ItemKind | 'directoryObject', options: ListOptions): void {
  const eventual = isEventual(context)
  if (options.search !== undefined && !eventual)
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    )
  const advanced =
    eventual && (context.query.get('$count') === 'true' || context.countOnly || options.search !== undefined)
  const outside = OUTSIDE_DIRECTORY.has(kind)
  if (options.filter) refuseFilter(kind, options.filter, advanced || outside)
  if (options.orderBy.length > 0 && !advanced && !outside) {
    const [first] = options.orderBy
    const plain = PLAIN_ORDER[kind] ?? []
    if (options.filter) throw unsupportedQuery('Sorting not supported for current query.')
    if (first && !plain.includes(first.name))
      throw unsupportedQuery(`Unsupported sort property '${first.name}' for '${nameOf(kind)}'.`)
  }
  if (options.expand.length > 0 && advanced) throw badRequest('$expand is not supported with advanced queries.')
}

function refuseFilter(kind: ItemKind | 'directoryObject', filter: Filter, advanced: boolean): void {
  switch (filter.type) {
    case 'and':
    case 'or':
      refuseFilter(kind, filter.left, advanced)
      refuseFilter(kind, filter.right, advanced)
      return
    case 'not':
      if (!advanced) throw needsAdvanced("Operator 'not'")
      refuseFilter(kind, filter.inner, advanced)
      return
    case 'any':
      refuseProperty(kind, filter.path, advanced)
      if (filter.inner) refuseFilter(kind, filter.inner, advanced)
      return
    case 'call':
      refuseProperty(kind, filter.path, advanced)
      if (filter.name === 'contains' && !OUTSIDE_DIRECTORY.has(kind)) throw unsupportedClause(kind, filter.path)
      if (filter.name !== 'endswith') return
      if (!ENDS_WITH.has(filter.path[0] ?? '') && filter.path[0] !== '$it') throw unsupportedClause(kind, filter.path)
      if (!advanced) throw needsAdvanced("Operator 'endsWith'")
      return
    case 'compare':
      refuseProperty(kind, filter.path, advanced)
      if (filter.operator === 'ne' && !advanced) throw needsAdvanced("Operator 'NotEqualsMatch'")
      if (filter.path.at(-1) === '$count' && !advanced) throw needsAdvanced("'$count' in $filter")
      return
    case 'in':
      refuseProperty(kind, filter.path, advanced)
  }
}

function refuseProperty(kind: ItemKind | 'directoryObject', path: readonly string[], advanced: boolean): void {
  const name = path[0] ?? ''
  if (kind === 'directoryObject') {
    if (!advanced && name !== 'id' && name !== 'displayName') throw unsupportedClause(kind, path)
    return
  }
  const how = filterability(kind, name)
  if (how === undefined) throw unsupportedClause(kind, path)
  if (how === 'advanced' && !advanced) throw needsAdvanced(`Filtering by '${name}'`)
}

function unsupportedClause(kind: ItemKind | 'directoryObject', path: readonly string[]) {
  const name = nameOf(kind)
  const resource = name.charAt(0).toUpperCase() + name.slice(1)
  return unsupportedQuery(
    `Unsupported or invalid query filter clause specified for property '${path.join('/')}' of resource '${resource}'.`,
  )
}

function needsAdvanced(what: string) {
  return unsupportedQuery(
    `${what} is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`,
  )
}

const nameOf = (kind: ItemKind | 'directoryObject') => (kind === 'directoryObject' ? kind : typeName(kind))

export function namesOf(text: string | undefined): string[] | undefined {
  if (text === undefined || text.trim() === '' || text.trim() === '*') return undefined
  return [
    ...new Set(
      text
        .split(',')
        .map((name) => name.trim().split('/')[0] ?? '')
        .filter(Boolean),
    ),
  ]
}

export function expansionsOf(text: string | undefined): Expansion[] {
  if (text === undefined || text.trim() === '') return []
  return text.split(/,(?![^(]*\))/).map((part) => {
    const found = /^\s*([A-Za-z0-9_]+)\s*(?:\((.*)\))?\s*$/.exec(part)
    if (!found) throw badRequest(`Parsing OData Select and Expand failed: Syntax error in '${part}'.`)
    const inner = /\$?select=([^;]*)/i.exec(found[2] ?? '')
    return { relation: found[1] ?? '', select: namesOf(inner?.[1]) }
  })
}

function orderingsOf(text: string | undefined): Ordering[] {
  if (text === undefined || text.trim() === '') return []
  return text.split(',').map((part) => {
    const [name = '', direction = 'asc'] = part.trim().split(/\s+/)
    return { name, descending: direction.toLowerCase() === 'desc' }
  })
}

function topOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const top = Number(text)
  if (!Number.isInteger(top) || top < 0)
    throw badRequest(
      `Invalid value '${text}' for $top query option found. The $top query option requires a non-negative integer value.`,
    )
  return top
}
