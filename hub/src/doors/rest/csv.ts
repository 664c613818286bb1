import { stringify } from 'csv-stringify/sync'
import type { PageAnswer } from '../contract/answer.ts'
import { type JsonSchema, propertiesOf, resolved, withoutNull } from '../contract/json-schema.ts'

type Column = { title: string; path: readonly string[] }

/** A list's items as lines of CSV (RFC 4180); the columns follow from the item's schema, so every page has the same. */
export interface CsvShape {
  header(): string
  lines(items: readonly unknown[]): string
}

/**
 * A named object in an item gives one column a field (`manager.displayName`); texts in a list stand in one cell, parted
 * by `; `; a list of objects is JSON. A cell that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function csvShape({ item, named }: PageAnswer): CsvShape {
  const columns = columnsOf(item, named, [])
  const write = (rows: unknown[][]): string => stringify(rows, { escape_formulas: true, record_delimiter: '\r\n' })
  return {
    header: () => write([columns.map(({ title }) => title)]),
    lines: (items) => write(items.map((entry) => columns.map(({ path }) => cell(valueAt(entry, path))))),
  }
}

function columnsOf(schema: JsonSchema, named: Record<string, JsonSchema>, path: readonly string[]): Column[] {
  const plain = resolved(withoutNull(resolved(schema, named)).schema, named)
  if (plain.type === 'object' && path.length < 3)
    return propertiesOf(plain).flatMap(([name, property]) => columnsOf(property, named, [...path, name]))
  return [{ title: path.join('.'), path }]
}

function valueAt(item: unknown, path: readonly string[]): unknown {
  let value = item
  for (const name of path) value = value instanceof Object ? Reflect.get(value, name) : undefined
  return value
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object')) return value.join('; ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
