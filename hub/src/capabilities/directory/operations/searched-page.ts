import type { Reader } from '../../../platform/database/database.ts'
import type { Statement } from '../../../platform/database/statement.ts'
import { afterParams } from '../facts/as-of.ts'
import { type Listed, matches, type searchOf } from '../sql/listed.ts'

/** So many of a million cost about as much to collect and sort as it costs to go through all until a page of them is met. */
const fewest = 20_000
/** What two in a hundred match is met this soon, where it stands everywhere in the order. */
const reach = 5_000

type Params = Record<string, unknown>

/** A list that can be searched: its rows stand under `alias`, and are known by `key`. */
export interface SearchedList<Row> {
  alias: string
  key: string
  ids: ReturnType<typeof searchOf>
  /** all of these, in SQL */
  allIds: string
  page(listed: Listed): Statement<Params, Row & { is_whole?: boolean }>
}

/**
 * A page of a list. A search that few match collects them by an index of parts of words; one that many match goes through
 * all in the wanted order, which meets a page of them soon. Where it does not, because those who match stand late in that
 * order, they are collected after all.
 */
export async function searchedPage<Row>(
  reader: Reader,
  list: SearchedList<Row>,
  asked: { at: Date; search: string | null; key: readonly (string | null)[]; limit: number },
  filter: object,
): Promise<Row[]> {
  const { at, search, key, limit } = asked
  const goesOn = key.length > 0
  const params = { ...filter, ...afterParams(key), at, search, limit }
  if (search === null) return reader.rows(list.page({ goesOn, way: 'ordered', more: [] }), params)
  const gathered = (ids: string, found: readonly string[] | null) =>
    reader.rows(list.page({ goesOn, way: 'gathered', more: [`${list.alias}.${list.key} = any (${ids})`] }), {
      ...params,
      found,
    })
  const few = await reader.first(list.ids, { search, at, atMost: fewest })
  if (few?.found) return gathered(':found', few.found)
  const way = { reach, among: matches(list.alias) }
  const near = await reader.rows(list.page({ goesOn, way, more: [] }), params)
  if (near[0]?.is_whole) return near
  return gathered(list.allIds, null)
}
