import { isObject, type Json, type Properties } from '../model.ts'
import { COLUMN_TYPES, type Column, type ColumnType, column, internalName, isMultiValued } from './column.ts'
import { INDEXABLE_ITEMS, INDEXES_PER_LIST } from './limits.ts'
import type { SharePointList } from './list.ts'
import { invalid, notAcceptable, Refusal } from './refusal.ts'

/** What a facet holds when nothing else was said (learn.microsoft.com/graph/api/resources/columndefinition, facets). */
const FACET_DEFAULTS: { readonly [type in ColumnType]: Properties } = {
  boolean: {},
  calculated: { format: 'dateTime', formula: '', outputType: 'text' },
  choice: { allowTextEntry: false, choices: [], displayAs: 'dropDownMenu' },
  currency: { locale: 'en-us' },
  dateTime: { displayAs: 'default', format: 'dateTime' },
  hyperlinkOrPicture: { isPicture: false },
  lookup: { allowMultipleValues: false, allowUnlimitedLength: false, columnName: 'Title' },
  number: { decimalPlaces: 'automatic', displayAs: 'number' },
  personOrGroup: { allowMultipleSelection: false, chooseFromType: 'peopleOnly', displayAs: 'nameWithPresence' },
  text: { allowMultipleLines: false, appendChangesToExistingText: false, linesForEditing: 0, maxLength: 255 },
}

/** Types whose values can be kept apart (support.microsoft.com, "Enforce unique values in a column"). */
const CAN_BE_UNIQUE: ReadonlySet<ColumnType> = new Set([
  'text',
  'number',
  'currency',
  'dateTime',
  'lookup',
  'personOrGroup',
  'choice',
])
const CANNOT_BE_INDEXED: ReadonlySet<ColumnType> = new Set(['calculated', 'hyperlinkOrPicture'])

/** Reads a columnDefinition of a request into a new column. Throws a Refusal. */
export function readNewColumn(id: string, given: Properties): Column {
  const types = COLUMN_TYPES.filter((type) => isObject(given[type]))
  const [type] = types
  if (!type || types.length > 1) throw notAcceptable()
  const wanted = textIn(given, 'name') ?? textIn(given, 'displayName')
  if (wanted === undefined) throw notAcceptable()
  const facet = { ...FACET_DEFAULTS[type], ...(isObject(given[type]) ? given[type] : {}) }
  if (type === 'lookup' && typeof facet.listId !== 'string') throw notAcceptable()
  const read = column({
    id,
    name: internalName(wanted),
    type,
    facet,
    displayName: textIn(given, 'displayName') ?? wanted,
    readOnly: type === 'calculated',
    ...settingsIn(given),
  })
  return allowed(read)
}

/** A column with the settings that a request changes. Throws a Refusal when its items or its list stand against it. */
export function changedColumn(list: SharePointList, before: Column, given: Properties): Column {
  if (before.readOnly && before.standard) throw invalid(`Field '${before.name}' is read-only`)
  const other = COLUMN_TYPES.find((type) => isObject(given[type]) && type !== before.type)
  if (other) throw notAcceptable()
  const facet =
    before.type && isObject(given[before.type])
      ? { ...before.facet, ...(given[before.type] as Properties) }
      : before.facet
  const displayName = textIn(given, 'displayName') ?? before.displayName
  const after = allowed({ ...before, facet, displayName, ...settingsIn(given) })
  checkIndex(list, before, after)
  if (after.enforceUniqueValues && list.items.index(after.name).hasDuplicates)
    throw new Refusal('duplicateValue', 'This field contains duplicate values and cannot enforce unique values.')
  return after
}

/** Refuses an index that the list cannot have. */
export function checkIndex(list: SharePointList, before: Column | undefined, { indexed }: Column): void {
  if (!indexed || before?.indexed) return
  const others = [...list.columns.values()].filter((one) => one.indexed && !one.standard)
  if (others.length >= INDEXES_PER_LIST) throw invalid(`A list can have at most ${INDEXES_PER_LIST} indexed columns.`)
  if (list.items.size > INDEXABLE_ITEMS)
    throw new Refusal(
      'tooManyResources',
      'The attempted operation is prohibited because it exceeds the list view threshold.',
    )
}

function allowed(read: Column): Column {
  const { type, indexed, enforceUniqueValues } = read
  const isNote = type === 'text' && read.facet.allowMultipleLines === true
  if (indexed && (type === undefined || CANNOT_BE_INDEXED.has(type) || isNote)) throw notAcceptable()
  if (!enforceUniqueValues) return read
  if (!indexed) throw invalid('This field must be indexed to enforce unique values')
  if (type === undefined || !CAN_BE_UNIQUE.has(type) || isMultiValued(read)) throw notAcceptable()
  return read
}

type Settings = Partial<
  Pick<
    Column,
    'description' | 'columnGroup' | 'required' | 'indexed' | 'enforceUniqueValues' | 'hidden' | 'defaultValue'
  >
>

function settingsIn(given: Properties): Settings {
  const { required, indexed, enforceUniqueValues, hidden, defaultValue } = given
  const description = textIn(given, 'description')
  const columnGroup = textIn(given, 'columnGroup')
  return {
    ...(description === undefined ? {} : { description }),
    ...(columnGroup === undefined ? {} : { columnGroup }),
    ...(typeof required === 'boolean' ? { required } : {}),
    ...(typeof indexed === 'boolean' ? { indexed } : {}),
    ...(typeof enforceUniqueValues === 'boolean' ? { enforceUniqueValues } : {}),
    ...(typeof hidden === 'boolean' ? { hidden } : {}),
    ...(defaultValue === undefined ? {} : { defaultValue: defaultIn(defaultValue) }),
  }
}

function defaultIn(given: Json): Column['defaultValue'] {
  if (!isObject(given)) return undefined
  const value = textIn(given, 'value')
  const formula = textIn(given, 'formula')
  return { ...(value === undefined ? {} : { value }), ...(formula === undefined ? {} : { formula }) }
}

function textIn(given: Properties, name: string): string | undefined {
  const value = given[name]
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
