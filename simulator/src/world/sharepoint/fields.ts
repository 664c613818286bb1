import type { Json, Properties } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'
import { type Column, isLookup, isMultiValued } from './column.ts'
import { indexKey } from './column-index.ts'
import { personOfLookup } from './identity.ts'
import type { FieldValues } from './items.ts'
import type { SharePointList } from './list.ts'
import { invalid, notRecognized, Refusal } from './refusal.ts'
import type { Site } from './site.ts'
import { defaultOf, keptValue, type RowExists } from './values.ts'

/** Where fields are written. */
export interface Place {
  readonly tenancy: Tenancy
  readonly site: Site
  readonly list: SharePointList
}

/** Values to set by internal column names; undefined clears one. */
export type FieldPatch = ReadonlyMap<string, Json | undefined>

const LOOKUP_ID = 'LookupId'
const ANNOTATION = '@odata.type'

/**
 * Reads a fieldValueSet as it is written: lookups as `{name}LookupId`, and a collection only with its type said
 * beside it, `{name}@odata.type: Collection(Edm.String)` (learn.microsoft.com/graph/api/listitem-create). Throws a
 * Refusal for what the list does not know or does not take.
 */
export function readFieldValues(place: Place, given: Properties): FieldPatch {
  const patch = new Map<string, Json | undefined>()
  for (const [key, value] of Object.entries(given)) {
    if (key.includes('@')) continue
    const column = columnFor(place.list, key)
    if (column.readOnly) throw invalid(`Field '${key}' is read-only`)
    if (isMultiValued(column) && Array.isArray(value)) checkCollection(column, given[`${key}${ANNOTATION}`], key)
    patch.set(column.name, keptValue(column, value, rowsOf(place)))
  }
  return patch
}

function columnFor(list: SharePointList, key: string): Column {
  const base = key.endsWith(LOOKUP_ID) ? list.columns.get(key.slice(0, -LOOKUP_ID.length)) : undefined
  if (base && isLookup(base)) return base
  const column = list.columns.get(key)
  if (!column || (isLookup(column) && !column.readOnly)) throw notRecognized(key)
  return column
}

function checkCollection(column: Column, annotation: Json | undefined, key: string): void {
  const wanted = isLookup(column) ? 'Collection(Edm.Int32)' : 'Collection(Edm.String)'
  if (annotation !== wanted && annotation !== `#${wanted}`)
    throw invalid(`The value of field '${key}' is a collection and needs '${key}${ANNOTATION}': '${wanted}'.`)
}

function rowsOf({ tenancy, site }: Place): RowExists {
  return (column, id) =>
    column.type === 'personOrGroup'
      ? personOfLookup(tenancy, id) !== undefined
      : site.list(String(column.facet.listId))?.items.find(id) !== undefined
}

/** The values of a new item: what was given, what columns have by default. Throws a Refusal for what is missing. */
export function newFields(list: SharePointList, patch: FieldPatch, now: number): FieldValues {
  const fields: Properties = {}
  for (const column of list.columns.values()) {
    const value = patch.has(column.name) ? patch.get(column.name) : defaultOf(column, now)
    if (value !== undefined) fields[column.name] = value
  }
  refuseMissingAndTwice(list, fields, list.columns.values(), undefined)
  return fields
}

/** The values of an item after a change. Throws a Refusal. */
export function changedFields(
  list: SharePointList,
  itemId: number,
  before: FieldValues,
  patch: FieldPatch,
): FieldValues {
  const fields: Properties = { ...before }
  for (const [name, value] of patch) {
    if (value === undefined) delete fields[name]
    else fields[name] = value
  }
  const touched = [...patch.keys()].flatMap((name) => list.columns.get(name) ?? [])
  refuseMissingAndTwice(list, fields, touched, itemId)
  return fields
}

function refuseMissingAndTwice(
  list: SharePointList,
  fields: FieldValues,
  columns: Iterable<Column>,
  itemId: number | undefined,
): void {
  for (const { name, required, enforceUniqueValues } of columns) {
    if (required && fields[name] === undefined) throw invalid(`Field '${name}' is required.`)
    const key = enforceUniqueValues ? indexKey(fields[name]) : undefined
    if (key === undefined) continue
    for (const id of list.items.index(name).equal(key))
      if (id !== itemId)
        throw new Refusal(
          'duplicateValue',
          'One or more fields with unique constraints already has the provided value.',
        )
  }
}
