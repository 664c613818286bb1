import type { Json, Kind } from '../../world/model.ts'
import type { GraphAnswer, GraphContext } from '../call.ts'
import { badRequest } from '../errors.ts'
import { DELTA } from '../limits.ts'
import { contextUrl } from '../listing.ts'
import { type Filter, parseFilter } from '../odata/filter.ts'
import { namesOf } from '../odata/options.ts'
import { checkSelect } from '../projection.ts'
import { changesPage } from './changes.ts'
import { initialPage } from './initial.ts'
import { type DeltaCursor, openCursor, sealCursor } from './token.ts'
import { trackedBy } from './tracked.ts'

/** A page of a round, with its link to the next page or round. */
type DeltaAnswer = GraphAnswer & { readonly body: { [name: string]: Json } }

const REFUSED = ['$top', '$orderby', '$expand', '$search', '$skip', '$count']

/**
 * Answers a delta request (graph-facts §2.4; learn.microsoft.com/graph/delta-query-overview): a first call lists
 * what is there, a deltaLink what changed since, page by page over nextLinks.
 */
export function delta(context: GraphContext, kind: Kind, set: string): DeltaAnswer {
  const cursor = cursorOf(context, kind)
  if (cursor === 'latest') {
    const fresh = begin(context, kind)
    return answer(context, set, [], { ...fresh, round: 'changes', position: fresh.until }, false)
  }
  const tracked = trackedBy(kind, cursor.select)
  const minimal = /return=minimal/i.test(context.call.headers.prefer ?? '') && cursor.round === 'changes'
  const page =
    cursor.round === 'initial' ? initialPage(context, cursor, tracked) : changesPage(context, cursor, tracked, minimal)
  if (page.next) return answer(context, set, page.value, page.next, true, minimal)
  const done: DeltaCursor = {
    ...cursor,
    round: 'changes',
    position: cursor.until,
    relation: 0,
    link: 0,
    issued: context.world.now(),
  }
  return answer(context, set, page.value, done, false, minimal)
}

function cursorOf(context: GraphContext, kind: Kind): DeltaCursor | 'latest' {
  const skipToken = context.query.get('$skiptoken')
  if (skipToken !== undefined) return openCursor(context, kind, skipToken)
  const deltaToken = context.query.get('$deltatoken') ?? context.query.get('token')
  if (deltaToken === 'latest') return 'latest'
  if (!deltaToken) return begin(context, kind)
  const until = context.tenancy.log(kind).next
  return { ...openCursor(context, kind, deltaToken), until, issued: context.world.now() }
}

function begin(context: GraphContext, kind: Kind): DeltaCursor {
  const refused = REFUSED.find((name) => context.query.has(name))
  if (refused) throw badRequest(`The query parameter '${refused}' is not supported by delta.`)
  const select = namesOf(context.query.get('$select'))
  checkSelect(kind, select)
  const filter = context.query.get('$filter')
  const ids = filter === undefined ? undefined : idsOf(parseFilter(filter))
  if (ids && ids.length > DELTA.filteredIds) throw badRequest(`A delta filter takes at most ${DELTA.filteredIds} ids.`)
  const end = ids ? ids.length : context.tenancy.store(kind).end
  const until = context.tenancy.log(kind).next
  return {
    kind,
    select,
    ids,
    round: 'initial',
    position: 0,
    end,
    relation: 0,
    link: 0,
    until,
    issued: context.world.now(),
  }
}

/** The ids of `id eq '…' or id eq '…'`; nothing else may be filtered. */
function idsOf(filter: Filter): string[] {
  if (filter.type === 'or') return [...new Set([...idsOf(filter.left), ...idsOf(filter.right)])]
  if (
    filter.type === 'compare' &&
    filter.operator === 'eq' &&
    filter.path.join('/') === 'id' &&
    typeof filter.value === 'string'
  )
    return [filter.value.toLowerCase()]
  throw badRequest("Delta supports only $filter=id eq 'value', joined by or.")
}

function answer(
  context: GraphContext,
  set: string,
  value: Json[],
  cursor: DeltaCursor,
  more: boolean,
  minimal = false,
): DeltaAnswer {
  const base = `${context.call.origin}/v1.0/${set}/delta`
  const token = sealCursor(context, cursor)
  const link = more
    ? { '@odata.nextLink': `${base}?$skiptoken=${token}` }
    : { '@odata.deltaLink': `${base}?$deltatoken=${token}` }
  const headers: { [name: string]: string } = minimal ? { 'Preference-Applied': 'return=minimal' } : {}
  return { status: 200, headers, body: { '@odata.context': contextUrl(context, set, cursor.select), ...link, value } }
}
