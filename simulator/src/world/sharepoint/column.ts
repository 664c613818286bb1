import type { Json } from '../model.ts'
import { INTERNAL_NAME_LENGTH } from './limits.ts'

/** The facets of a columnDefinition that say what a column holds (learn.microsoft.com/graph/api/resources/columndefinition). */
export const COLUMN_TYPES = [
  'boolean',
  'calculated',
  'choice',
  'currency',
  'dateTime',
  'hyperlinkOrPicture',
  'lookup',
  'number',
  'personOrGroup',
  'text',
] as const

export type ColumnType = (typeof COLUMN_TYPES)[number]

/** One column of a list. The internal name never changes; everything else may. */
export interface Column {
  readonly id: string
  readonly name: string
  readonly type: ColumnType | undefined
  /** The facet as Graph writes it, e.g. `{"choices": […]}` of a choice column. */
  readonly facet: { readonly [name: string]: Json }
  readonly displayName: string
  readonly description: string
  readonly columnGroup: string
  readonly required: boolean
  readonly indexed: boolean
  readonly enforceUniqueValues: boolean
  readonly hidden: boolean
  readonly readOnly: boolean
  readonly defaultValue: { readonly value?: string; readonly formula?: string } | undefined
  /** Whether SharePoint itself made it, so that it cannot be deleted. */
  readonly standard: boolean
}

/** A column with what is seldom said filled in. */
export function column(
  given: Pick<Column, 'id' | 'name' | 'type'> & Partial<Omit<Column, 'id' | 'name' | 'type'>>,
): Column {
  return {
    facet: {},
    displayName: given.name,
    description: '',
    columnGroup: 'Custom Columns',
    required: false,
    indexed: false,
    enforceUniqueValues: false,
    hidden: false,
    readOnly: false,
    defaultValue: undefined,
    standard: false,
    ...given,
  }
}

/** Whether the column holds other rows by their ids, written and read as `{name}LookupId`. */
export const isLookup = ({ type }: Column): boolean => type === 'lookup' || type === 'personOrGroup'

/** Whether the column holds a list of values. */
export function isMultiValued({ type, facet }: Column): boolean {
  if (type === 'lookup') return facet.allowMultipleValues === true
  if (type === 'personOrGroup') return facet.allowMultipleSelection === true
  return type === 'choice' && facet.displayAs === 'checkBoxes'
}

/** The internal name SharePoint makes of what a person calls a column: `Badge number` is `Badge_x0020_number`. */
export function internalName(name: string): string {
  const encoded = [...name.trim()].map((letter, position) =>
    /[A-Za-z_]/.test(letter) || (position > 0 && /[0-9]/.test(letter))
      ? letter
      : `_x${letter.charCodeAt(0).toString(16).padStart(4, '0')}_`,
  )
  return encoded.join('').slice(0, INTERNAL_NAME_LENGTH)
}
