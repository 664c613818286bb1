import type { Writer } from '../../../platform/database/database.ts'
import { type Statement, statement } from '../../../platform/database/statement.ts'
import { columnsOf, type Fact, typeOf } from './fact.ts'

/**
 * One row as Graph gave it. `removed` is Graph's reason where it said that the object or link is gone; `unreadable`
 * where the object came, so that it is not absent, but what it holds could not be read.
 */
export interface StagedRow {
  values: Record<string, unknown>
  removed?: 'changed' | 'deleted' | 'unreadable'
}

/** Rows of one fact, as a page brought them. */
export interface FactRows {
  fact: Fact
  rows: readonly StagedRow[]
}

/** Columns that an array cannot hold as they are: arrays of different lengths, and JSON. They are staged as text. */
export const isStagedAsText = (type: string): boolean => type.endsWith('[]') || type === 'jsonb'

/**
 * Rows of one fact as the elements of arrays in PostgreSQL's notation, a text for each column: what waits to be staged is a few long
 * texts and not a million small objects, which would outlive the garbage collector's young generation.
 */
export interface StagedColumns {
  fact: Fact
  count: number
  columns: Readonly<Record<string, string>>
  /** undefined where nothing of it was removed */
  removed: string | undefined
}

export function columnsOfRows({ fact, rows }: FactRows): StagedColumns {
  const columns: Record<string, string> = {}
  for (const column of columnsOf(fact)) columns[column] = elementsOf(rows, column, typeOf(fact, column))
  return { fact, count: rows.length, columns, removed: removedOf(rows) }
}

/**
 * Stages rows as one row of arrays, in the order in which they were read: a later word about the same key wins. It
 * spares a tuple header, an index entry and their write-ahead log for each row.
 * @param parts of one fact
 */
export async function stage(writer: Writer, fact: Fact, runId: string, parts: readonly StagedColumns[]): Promise<void> {
  const some = parts.filter(({ count }) => count > 0)
  if (some.length === 0) return
  const anyRemoved = some.some(({ removed }) => removed !== undefined)
  const params: Record<string, string | null> = {
    runId,
    removed: anyRemoved ? `{${some.map(({ removed, count }) => removed ?? nulls(count)).join(',')}}` : null,
  }
  for (const column of columnsOf(fact))
    params[parameterOf(column)] = `{${some.map(({ columns }) => columns[column]).join(',')}}`
  await writer.run(sqlOf(fact), params)
}

const nulls = (count: number): string => Array.from({ length: count }, () => 'NULL').join(',')

type Params = Record<string, string | null>
const known = new Map<string, Statement<Params, unknown>>()

function sqlOf(fact: Fact): Statement<Params, unknown> {
  const before = known.get(fact.table)
  if (before) return before
  const columns = columnsOf(fact)
  const built = statement<Params, unknown>(`
    insert into staged_batch_${fact.table} (organisation_id, run_id, ${columns.join(', ')}, removed)
    values (acting_organisation(), :runId, ${columns.map((column) => `:${parameterOf(column)}::${arrayTypeOf(fact, column)}`).join(', ')}, :removed::text[])`)
  known.set(fact.table, built)
  return built
}

/** A statement's parameters have no underscores. */
const parameterOf = (column: string): string => column.replaceAll('_', '')

const arrayTypeOf = (fact: Fact, column: string): string => {
  const type = typeOf(fact, column)
  return isStagedAsText(type) ? 'text[]' : `${type}[]`
}

const removedOf = (rows: readonly StagedRow[]): string | undefined =>
  rows.some(({ removed }) => removed !== undefined) ? rows.map(({ removed }) => removed ?? 'NULL').join(',') : undefined

/** The elements of an array in PostgreSQL's own notation (manual §8.15.2); text is always quoted, so that none of it can be taken for syntax. */
function elementsOf(rows: readonly StagedRow[], column: string, type: string): string {
  const isBare = type === 'uuid' || type === 'boolean'
  const elements = rows.map(({ values }) => {
    const value = values[column]
    if (value === null || value === undefined) return 'NULL'
    if (isBare) return String(value)
    if (type === 'jsonb') return quoted(JSON.stringify(value))
    return Array.isArray(value)
      ? quoted(`{${value.map((one) => quoted(String(one))).join(',')}}`)
      : quoted(String(value))
  })
  return elements.join(',')
}

const special = /[\\"]/
// PostgreSQL's text cannot hold NUL, and Graph has been seen to send it in free text
const nul = /\0/g

function quoted(text: string): string {
  const clean = text.includes('\0') ? text.replace(nul, '') : text
  return special.test(clean) ? `"${clean.replace(/[\\"]/g, '\\$&')}"` : `"${clean}"`
}
