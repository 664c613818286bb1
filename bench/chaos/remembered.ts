import type pg from 'pg'
import { byTable, type Table, tableNames, tables, textOf } from './facts.ts'
import { absent, type Value } from './timeline.ts'

/** A version of a thing as Atrium remembers it: true from one instant up to, but not at, another; Infinity for still true. */
export interface Version {
  from: number
  to: number
  value: Value
  presence: string
  openedBy: string
  closedBy: string | null
}

export type Remembered = Record<Table, Map<string, Version[]>>

/** What is the merge's own, and not Microsoft's word. */
const ownColumns = ['organisation_id', 'presence', 'valid_from', 'opened_by', 'valid_to', 'closed_by']
/** Microsoft gives it to those alone who hold User-LifeCycleInfo.Read.All, which no pack asks for. */
const notRead = ['employee_leave_date']

/** Reads everything that Atrium remembers, current and closed, as the database's owner; each thing's versions in order. */
export async function readRemembered(owner: Pick<pg.Client, 'query'>): Promise<Remembered> {
  const remembered = byTable(() => new Map<string, Version[]>())
  for (const table of tableNames) remembered[table] = await versionsOf(owner, table)
  return remembered
}

async function versionsOf(owner: Pick<pg.Client, 'query'>, table: Table): Promise<Map<string, Version[]>> {
  const key: readonly string[] = tables[table].key
  const generated = await owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = $1 and is_generated = 'ALWAYS'`,
    [table],
  )
  const left = new Set([...ownColumns, ...notRead, ...key, ...generated.rows.map(({ name }) => name)])
  const { rows } = await owner.query<{ row: Record<string, unknown>; starts: Date; ends: Date | null }>(`
    select to_jsonb(c) as row, valid_from as starts, null as ends from ${table} c
    union all select to_jsonb(h), valid_from, valid_to from ${table}_history h order by starts`)
  const versions = new Map<string, Version[]>()
  for (const { row, starts, ends } of rows) {
    const name = key.map((column) => String(row[column])).join(' ')
    const values = Object.fromEntries(Object.entries(row).filter(([column]) => !left.has(column)))
    const presence = typeof row.presence === 'string' ? row.presence : 'present'
    const version: Version = {
      from: starts.getTime(),
      to: ends?.getTime() ?? Number.POSITIVE_INFINITY,
      value: presence === 'present' ? textOf(table, values) : absent,
      presence,
      openedBy: String(row.opened_by),
      closedBy: typeof row.closed_by === 'string' ? row.closed_by : null,
    }
    versions.set(name, [...(versions.get(name) ?? []), version])
  }
  return versions
}

/** What Atrium says was true at an instant. */
export const asOf = (versions: readonly Version[], instant: number): Version | undefined =>
  versions.findLast(({ from, to }) => from <= instant && instant < to)
