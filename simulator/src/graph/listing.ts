import type { Json, Kind } from '../world/model.ts'
import type { Tenancy } from '../world/tenancy.ts'
import { isVisible } from '../world/truth.ts'
import type { GraphAnswer, GraphContext, Item, ItemKind, Sequence } from './call.ts'
import { NOT_ON_LISTS } from './defaults.ts'
import { badRequest, expiredPageToken, GraphError, notImplemented } from './errors.ts'
import { expansion } from './expand.ts'
import { PAGES, SCAN_PER_PAGE } from './limits.ts'
import { narrowed } from './narrowing.ts'
import { compileFilter, type Predicate } from './odata/evaluate.ts'
import { isEventual, type ListOptions, listOptions } from './odata/options.ts'
import { compileSearch } from './odata/search.ts'
import { OpaqueTokens } from './opaque.ts'
import { ordered } from './ordering.ts'
import { checkSelect, mixedProjection, projectionOf, propertyOf } from './projection.ts'
import { NAVIGATIONS } from './schema.ts'

export interface Listing {
  readonly sequence: Sequence
  /** What stands in it; `directoryObject` for a mixed list. */
  readonly kind: ItemKind | 'directoryObject'
  /** The end of `@odata.context`, e.g. `users`. */
  readonly contextName: string
  readonly defaultTop?: number
  readonly maximumTop?: number
  /** Lists that are always answered whole. */
  readonly unpaged?: boolean
}

/** The objects of one kind that the caller sees, in the order they were made. */
export function storeSequence(tenancy: Tenancy, kind: Kind): Sequence {
  const store = tenancy.store(kind)
  // An assignment or grant is seen only while both its ends are.
  const isSeenAlone = kind !== 'appRoleAssignment' && kind !== 'oauth2PermissionGrant'
  return {
    end: store.end,
    ...(isSeenAlone ? { size: store.live } : {}),
    at(position) {
      const entity = store.at(position)
      return entity && isVisible(tenancy, entity) ? entity : undefined
    },
  }
}

/** Objects named by a list of ids; what the caller does not see is a hole. */
export function idSequence(tenancy: Tenancy, ids: { end: number; at(position: number): string | undefined }): Sequence {
  return {
    end: ids.end,
    at(position) {
      const id = ids.at(position)
      const entity = id === undefined ? undefined : tenancy.find(id)
      return entity && isVisible(tenancy, entity) ? entity : undefined
    },
  }
}

export function arraySequence(items: readonly Item[]): Sequence {
  return { end: items.length, at: (position) => items[position], size: items.length }
}

/** Answers a collection request: options, one page, nextLink, count. */
export function list(context: GraphContext, given: Listing): GraphAnswer {
  const listing = context.cast ? castTo(given, context.cast) : given
  const options = listOptions(context, listing.kind)
  if (context.countOnly) return countAnswer(context, listing, options)
  checkSelect(listing.kind, options.select)
  if (listing.kind === 'user' && options.select?.some((name) => NOT_ON_LISTS.has(name))) throw notImplemented()
  const size = pageSize(listing, options)
  const matches = matcher(context, options)
  const sequence = arranged(context, listing, options)
  const start = startOf(context, options)
  const page = readPage(sequence, start, size, matches, listing.unpaged ? Number.POSITIVE_INFINITY : SCAN_PER_PAGE)
  const body: { [name: string]: Json } = { '@odata.context': contextUrl(context, listing.contextName, options.select) }
  if (options.count) body['@odata.count'] = count(sequence, matches)
  if (page.next !== undefined) body['@odata.nextLink'] = nextLink(context, page.next)
  const project =
    listing.kind === 'directoryObject'
      ? mixedProjection(context.tenancy, options.select)
      : projectionOf(context.tenancy, listing.kind, options.select)
  const expand = options.expand.length > 0 ? expansion(context, options.expand) : undefined
  body.value = page.items.map((item) => (expand ? { ...project(item), ...expand(item) } : project(item)))
  return { status: 200, headers: {}, body }
}

export function contextUrl(context: GraphContext, name: string, select?: readonly string[]): string {
  const shown = select && select.length > 0 ? `(${select.filter((n) => !NAVIGATIONS.has(n)).join(',')})` : ''
  return `${context.call.origin}/v1.0/$metadata#${name}${shown}`
}

function castTo(listing: Listing, kind: Kind): Listing {
  const { sequence } = listing
  const only: Sequence = {
    end: sequence.end,
    at(position) {
      const item = sequence.at(position)
      return item?.kind === kind ? item : undefined
    },
  }
  return { ...listing, sequence: only, kind, contextName: `${kind}s` }
}

function pageSize(listing: Listing, options: ListOptions): number {
  if (listing.unpaged) return Number.POSITIVE_INFINITY
  const maximum = listing.maximumTop ?? PAGES.maximumSize
  const top = options.top
  if (top !== undefined && (top > maximum || top === 0))
    throw new GraphError(
      400,
      'Request_UnsupportedQuery',
      `Invalid page size specified: '${top}'. Must be between 1 and ${maximum} inclusive.`,
    )
  let size = top ?? listing.defaultTop ?? PAGES.defaultSize
  if (options.expand.length > 0) size = Math.min(size, PAGES.withExpand)
  if (options.select?.includes('signInActivity')) size = Math.min(size, PAGES.withSignInActivity)
  return size
}

function matcher(context: GraphContext, options: ListOptions): ((item: Item) => boolean) | undefined {
  const tests: Predicate[] = []
  if (options.filter) tests.push(compileFilter(options.filter))
  if (options.search !== undefined) tests.push(compileSearch(options.search))
  if (tests.length === 0) return undefined
  return (item) => tests.every((test) => test((name) => propertyOf(context.tenancy, item, name)))
}

function arranged(context: GraphContext, listing: Listing, options: ListOptions): Sequence {
  const few = options.filter && narrowed(context.tenancy, listing.kind, options.filter, listing.sequence)
  const sequence = few ?? listing.sequence
  if (options.orderBy.length === 0) return sequence
  return ordered(context.tenancy, sequence, options.orderBy, `${context.path}?${context.query.get('$filter') ?? ''}`)
}

function readPage(
  sequence: Sequence,
  start: number,
  size: number,
  matches: ((item: Item) => boolean) | undefined,
  scan: number,
) {
  const items: Item[] = []
  let position = start
  for (let looked = 0; position < sequence.end; position++, looked++) {
    if (looked > scan) return { items, next: position }
    const item = sequence.at(position)
    if (!item || (matches && !matches(item))) continue
    if (items.length === size) return { items, next: position }
    items.push(item)
  }
  return { items, next: undefined }
}

function count(sequence: Sequence, matches: ((item: Item) => boolean) | undefined): number {
  if (!matches && sequence.size !== undefined) return sequence.size
  let total = 0
  for (let position = 0; position < sequence.end; position++) {
    const item = sequence.at(position)
    if (item && (!matches || matches(item))) total += 1
  }
  return total
}

function countAnswer(context: GraphContext, listing: Listing, options: ListOptions): GraphAnswer {
  if (!isEventual(context)) throw badRequest('$count is not currently supported.')
  const total = count(arranged(context, listing, { ...options, orderBy: [] }), matcher(context, options))
  return { status: 200, headers: {}, body: { text: String(total) } }
}

function startOf(context: GraphContext, options: ListOptions): number {
  if (options.skipToken === undefined) return 0
  const content = new OpaqueTokens(context.world.seed).open(options.skipToken)
  if (
    content?.path !== context.path ||
    content.tenant !== context.tenancy.profile.tenantId ||
    typeof content.at !== 'number'
  )
    throw expiredPageToken()
  return content.at
}

function nextLink(context: GraphContext, at: number): string {
  const token = new OpaqueTokens(context.world.seed).seal({
    path: context.path,
    tenant: context.tenancy.profile.tenantId,
    at,
  })
  const parts = [...context.query]
    .filter(([name]) => name !== '$skiptoken')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${context.call.origin}/v1.0${context.path}?${[...parts, `$skiptoken=${token}`].join('&')}`
}
