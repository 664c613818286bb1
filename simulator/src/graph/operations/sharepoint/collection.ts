import type { Json } from '../../../world/model.ts'
import type { GraphAnswer, GraphContext, ItemKind } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import { SHAREPOINT_PAGES } from '../../limits.ts'
import { contextUrl, pageLink } from '../../listing.ts'
import { namesOf } from '../../odata/options.ts'
import { OpaqueTokens } from '../../opaque.ts'
import { checkSelect } from '../../projection.ts'
import { invalidRequest } from './errors.ts'

/** Rows from a place on, each with the place behind it. */
export type Rows<T> = (from: number) => Iterable<readonly [next: number, row: T]>

function rowsOf<T>(all: Iterable<T>): Rows<T> {
  return function* (from) {
    let place = 0
    for (const row of all) if (++place > from) yield [place, row]
  }
}

interface Collection<T> {
  readonly rows: Rows<T> | Iterable<T>
  readonly shape: (row: NoInfer<T>, select: readonly string[] | undefined) => { [name: string]: Json }
  readonly contextName: string
  /** Undefined where no type of Graph's stands in the contract. */
  readonly kind?: ItemKind
}

/** Relations that `$select` may name though the answer leaves them out. */
const RELATIONS = new Set([
  'contentTypes',
  'drive',
  'drives',
  'driveItem',
  'operations',
  'permissions',
  'sites',
  'versions',
])

/** The properties that `$select` names. Refuses one that the type does not have. */
export function selectOf(context: GraphContext, kind?: ItemKind): readonly string[] | undefined {
  const select = namesOf(context.query.get('$select'))
  if (kind)
    checkSelect(
      kind,
      select?.filter((name) => !RELATIONS.has(name)),
    )
  return select
}

/** Answers a collection as SharePoint does: no counts, no skipping, pages of 200 unless told otherwise, at most 5,000. */
export function collection<T>(context: GraphContext, { rows, shape, contextName, kind }: Collection<T>): GraphAnswer {
  if (context.countOnly) throw invalidRequest('$count is not supported on this API.')
  if (context.query.has('$skip'))
    throw invalidRequest('$skip is not supported on this API. Only URLs returned by the API can be used to page.')
  const select = selectOf(context, kind)
  const size = pageSize(context)
  const value: Json[] = []
  const from = typeof rows === 'function' ? rows : rowsOf(rows)
  let place = startOf(context)
  let isMore = false
  for (const [next, row] of from(place)) {
    isMore = value.length === size
    if (isMore) break
    value.push(shape(row, select))
    place = next
  }
  const link: { [name: string]: Json } = isMore ? { '@odata.nextLink': pageLink(context, seal(context, place)) } : {}
  return {
    status: 200,
    headers: {},
    body: { '@odata.context': contextUrl(context, contextName, select), ...link, value },
  }
}

/** One object with what its `$select` leaves of it. */
export function object(
  context: GraphContext,
  contextName: string,
  shown: { [name: string]: Json },
  status = 200,
): GraphAnswer {
  const body = { '@odata.context': `${context.call.origin}/v1.0/$metadata#${contextName}`, ...shown }
  return { status, headers: {}, body }
}

/** What `$select` leaves of an object; annotations stay. */
export function picked(
  whole: { [name: string]: Json },
  select: readonly string[] | undefined,
): { [name: string]: Json } {
  if (!select) return whole
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name.startsWith('@') || select.includes(name)))
}

function pageSize(context: GraphContext): number {
  const text = context.query.get('$top')
  if (text === undefined) return SHAREPOINT_PAGES.defaultSize
  const top = Number(text)
  if (!Number.isInteger(top) || top < 1) throw badRequest(`Invalid value '${text}' for $top query option found.`)
  return Math.min(top, SHAREPOINT_PAGES.maximumSize)
}

function startOf(context: GraphContext): number {
  const token = context.query.get('$skiptoken')
  if (token === undefined) return 0
  const content = new OpaqueTokens(context.world.seed).open(token)
  if (content?.path !== context.path || content.tenant !== context.tenancy.profile.tenantId)
    throw invalidRequest('The provided skip token is not valid.')
  return typeof content.place === 'number' ? content.place : 0
}

function seal({ world, path, tenancy }: GraphContext, place: number): string {
  return new OpaqueTokens(world.seed).seal({ path, tenant: tenancy.profile.tenantId, place })
}
