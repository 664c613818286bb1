import { columnsOf, type Fact } from './fact.ts'
import { facts } from './facts.ts'

/**
 * A fact's rows as they were at `:at`, to stand after FROM: the current ones that had begun, and the closed ones that had
 * begun and not ended. At the instant of the last merge the history's part finds nothing through its index.
 */
export function asOf(table: string, alias: string): string {
  const columns = columnsAsOf(table).join(', ')
  return `(select ${columns} from ${table} where valid_from <= :at
    union all select ${columns} from ${table}_history where valid_from <= :at and valid_to > :at) ${alias}`
}

/**
 * What a row of another table points to, as it was at `:at`, to stand among joins; null where it is not there. It is looked up
 * row by row: PostgreSQL would join a page of 50 with all of a table by sorting that table.
 */
export const pointedTo = (table: string, alias: string, condition: string): string =>
  `left join lateral (select * from ${asOf(table, alias)} where ${condition} limit 1) ${alias} on true`

/** How far a page goes, and where it begins. */
export interface PageOrder {
  /** columns of the table, the last of them its key, so that no two rows are equal */
  by: readonly string[]
  /** whether it goes on after `:after0`, `:after1`, … */
  goesOn: boolean
}

/**
 * How a page is found: `ordered` goes through the rows in the wanted order until there are enough; `gathered` collects all
 * that meet the conditions and sorts them, for conditions that few meet; a reach is `ordered` that gives up after so many
 * current rows that meet `where`, of which only those that meet `among` count.
 */
export type PageWay = 'ordered' | 'gathered' | { reach: number; among: string }

/**
 * The first `:limit` rows of a fact as it was at `:at`, in an order, to stand after FROM. Current and closed rows are cut
 * before they are put together: PostgreSQL does not see through UNION ALL under row-level security that an index has them in
 * order, and would sort all. With a reach, `is_whole` says whether the page is surely right.
 *
 * @param where conditions on the alias, which hold for each row by itself
 */
export function pageAsOf(
  table: string,
  alias: string,
  { where, order, way = 'ordered' }: { where: readonly string[]; order: PageOrder; way?: PageWay },
): string {
  const list = columnsAsOf(table)
    .map((column) => `${alias}.${column}`)
    .join(', ')
  const by = order.by.map((column) => `${alias}.${column}`).join(', ')
  const reach = typeof way === 'object' ? way : undefined
  const page = `order by ${by} limit :limit`
  const rows = (from: string, held: readonly string[], end: string) =>
    `(select ${list} from ${from} ${alias} where ${held.join(' and ')} ${end})`
  // `offset 0` keeps the order of the page out of how they are collected
  const cut = (from: string, held: readonly string[]) =>
    way === 'gathered' ? rows(rows(from, held, 'offset 0'), ['true'], page) : rows(from, held, page)
  const begun = `${alias}.valid_from <= :at`
  const conditions = [...where, ...(order.goesOn ? [after(order, alias)] : [])]
  const closed = cut(`${table}_history`, [
    begun,
    `${alias}.valid_to > :at`,
    ...conditions,
    ...(reach ? [reach.among] : []),
  ])
  if (!reach)
    return `(select ${alias}.* from (${cut(table, [begun, ...conditions])} union all ${closed}) ${alias} ${page}) ${alias}`
  const near = rows(table, [begun, ...conditions], `order by ${by} limit ${reach.reach}`)
  return `(with near as materialized ${rows(near, [reach.among], page)}
    select ${alias}.*, (select count(*) from near) = :limit as is_whole
    from (select * from near union all ${closed}) ${alias} ${page}) ${alias}`
}

/** Rows that come after the last of the page before; as one comparison of rows it is a range of the index. */
export const after = ({ by }: Pick<PageOrder, 'by'>, alias: string): string =>
  `(${by.map((column) => `${alias}.${column}`).join(', ')}) > (${by.map((_, nth) => afterName(nth, by.length)).join(', ')})`

const afterName = (nth: number, of: number) => (nth === of - 1 ? `:after${nth}::uuid` : `:after${nth}`)

/** The parameters that `after` names, from a page's position: `{ after0, after1, … }`. */
export const afterParams = (key: readonly (string | null)[]): Record<string, string | null> =>
  Object.fromEntries(key.map((value, nth) => [`after${nth}`, value]))

function columnsAsOf(table: string): string[] {
  const fact = facts.find((one) => one.table === table)
  if (!fact) throw new TypeError(`${table} is no fact`)
  return [...columnsOf(fact), ...computed(fact), 'valid_from', 'opened_by']
}

const computed = (fact: Fact): string[] => [
  ...(fact.shape === 'entity' ? ['presence', 'sort_name'] : []),
  ...(searched.has(fact.table) ? ['search_text'] : []),
  ...(fact.table === 'person' ? ['work_email', 'sort_user_principal_name', 'sort_job_title', 'sort_department'] : []),
  ...(fact.table === 'directory_group' ? ['kind'] : []),
]

const searched = new Set(['person', 'directory_group', 'service_principal'])
