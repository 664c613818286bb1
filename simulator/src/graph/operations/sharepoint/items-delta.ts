import type { Json } from '../../../world/model.ts'
import { CHANGE_LOG_MS } from '../../../world/sharepoint/limits.ts'
import type { SharePointList } from '../../../world/sharepoint/list.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import type { GraphAnswer, GraphContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import { SHAREPOINT_PAGES } from '../../limits.ts'
import { namesOf } from '../../odata/options.ts'
import { OpaqueTokens } from '../../opaque.ts'
import type { Route } from '../../route.ts'
import { listIn, reading } from './access.ts'
import { object, picked } from './collection.ts'
import { invalidRequest } from './errors.ts'
import { nestedExpansions } from './expansions.ts'
import { expandedFields } from './list-answer.ts'
import { itemShape } from './shapes.ts'

/** Where a round stands. What to tell of an item is fixed by the first call and travels in the token. */
interface Cursor {
  /** Whether the round tells the items that are there, or those that changed since a token. */
  readonly round: 'initial' | 'changes'
  /** The last item told, or the next number of the list's changes. */
  readonly place: number
  /** The next number of the list's changes when the round began. */
  readonly until: number
  readonly issued: number
  readonly select: string
  readonly expand: string
}

interface Page {
  readonly ids: number[]
  /** Undefined when the round is over. */
  readonly next: number | undefined
}

/** learn.microsoft.com/graph/api/listitem-delta: what is there, then what changed since; `token=latest` begins with now. */
function delta(context: GraphContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  const token = context.query.get('token') ?? context.query.get('$deltatoken') ?? context.query.get('$skiptoken')
  if (token === 'latest')
    return page(context, site, list, { ...begun(context, list), round: 'changes' }, { ids: [], next: undefined })
  const cursor = token ? resumed(context, site, list, token) : begun(context, list)
  return page(context, site, list, cursor, cursor.round === 'initial' ? present(list, cursor) : changed(list, cursor))
}

function begun(context: GraphContext, list: SharePointList): Cursor {
  return {
    round: 'initial',
    place: 0,
    until: list.changes.next,
    issued: context.world.now(),
    select: context.query.get('$select') ?? '',
    expand: context.query.get('$expand') ?? '',
  }
}

function present(list: SharePointList, { place }: Cursor): Page {
  const ids: number[] = []
  for (let id = place + 1; id < list.items.end; id++) {
    if (!list.items.find(id)) continue
    if (ids.length === SHAREPOINT_PAGES.defaultSize) return { ids, next: id - 1 }
    ids.push(id)
  }
  return { ids, next: undefined }
}

function changed(list: SharePointList, { place, until }: Cursor): Page {
  const ids = new Set<number>()
  for (let number = place; number < until; number++) {
    if (ids.size === SHAREPOINT_PAGES.defaultSize) return { ids: [...ids], next: number }
    ids.add(list.changes.itemAt(number) ?? 0)
  }
  return { ids: [...ids], next: undefined }
}

function page(
  context: GraphContext,
  site: Site,
  list: SharePointList,
  cursor: Cursor,
  { ids, next }: Page,
): GraphAnswer {
  const value = ids.map((id) => told(context, site, list, cursor, id))
  const after: Cursor =
    next === undefined
      ? { ...cursor, round: 'changes', place: cursor.until, issued: context.world.now() }
      : { ...cursor, place: next }
  const link = `${context.call.origin}/v1.0${context.path}?token=${seal(context, list, after)}`
  const named = next === undefined ? '@odata.deltaLink' : '@odata.nextLink'
  return object(context, 'Collection(listItem)', { [named]: link, value })
}

/** An item as it is now, whatever happened to it in between. */
function told(context: GraphContext, site: Site, list: SharePointList, { select, expand }: Cursor, id: number): Json {
  const item = list.items.find(id)
  if (!item) return { id: String(id), deleted: { state: 'deleted' } }
  const shown = picked(itemShape(context, site, list, item), namesOf(select))
  return {
    id: String(id),
    ...shown,
    ...expandedFields({ tenancy: context.tenancy, site, list }, item, nestedExpansions(expand)),
  }
}

function seal({ world }: GraphContext, list: SharePointList, cursor: Cursor): string {
  const { round, place, until, issued, select, expand } = cursor
  return new OpaqueTokens(world.seed).seal({ list: list.id, round, place, until, issued, select, expand })
}

function resumed(context: GraphContext, site: Site, list: SharePointList, token: string): Cursor {
  const {
    round,
    place,
    until,
    issued,
    select,
    expand,
    list: of,
  } = new OpaqueTokens(context.world.seed).open(token) ?? {}
  if (of !== list.id || typeof place !== 'number' || typeof until !== 'number' || typeof issued !== 'number')
    throw invalidRequest('The provided token is not valid.')
  if (context.world.now() - issued > CHANGE_LOG_MS) throw resync(context, site, list)
  const asked = { issued, select: String(select ?? ''), expand: String(expand ?? '') }
  const isContinued = round === 'initial' || place < until
  return round === 'initial'
    ? { ...asked, round, place, until }
    : { ...asked, round: 'changes', place, until: isContinued ? until : list.changes.next }
}

/** What was before the change log reaches back is forgotten: everything has to be read again, from the address told. */
function resync({ call }: GraphContext, site: Site, list: SharePointList): GraphError {
  const Location = `${call.origin}/v1.0/sites/${site.id}/lists/${list.id}/items/delta?token=`
  const message = 'Resync required. Replace any local items with the server’s version.'
  return new GraphError(410, 'resyncRequired', message, { Location }, 'resyncApplyDifferences')
}

export const itemsDeltaRoutes: readonly Route[] = [reading('/sites/{site-id}/lists/{list-id}/items/delta', delta)]
