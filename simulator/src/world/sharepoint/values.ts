import { isoSeconds } from '../clock.ts'
import type { Json } from '../model.ts'
import { type Column, isMultiValued } from './column.ts'
import { readInstant } from './instant.ts'
import { TEXT_LENGTH } from './limits.ts'
import { invalid, type Refusal } from './refusal.ts'

/** Looks a row up that a lookup names; undefined when it is not there. */
export type RowExists = (column: Column, id: number) => boolean

/**
 * What a column keeps of a given value, or a Refusal (learn.microsoft.com/graph/api/resources/columndefinition and its
 * facets). The sentences of most refusals are unconfirmed: no published text of the service's own was found.
 */
export function keptValue(column: Column, given: Json, exists: RowExists): Json | undefined {
  if (given === null || given === '') return undefined
  if (!isMultiValued(column)) return one(column, given, exists)
  if (!Array.isArray(given)) throw wrong(column, 'a collection')
  return given.map((value) => one(column, value, exists))
}

function one(column: Column, given: Json, exists: RowExists): Json {
  switch (column.type) {
    case 'text':
      return textValue(column, given)
    case 'choice':
      return choiceValue(column, given)
    case 'boolean':
      if (typeof given !== 'boolean') throw wrong(column, 'a Boolean')
      return given
    case 'number':
    case 'currency':
      return numberValue(column, given)
    case 'dateTime':
      return instant(column, given)
    case 'lookup':
    case 'personOrGroup':
      return row(column, given, exists)
    case 'hyperlinkOrPicture':
      return link(column, given)
    default:
      throw invalid(`Field '${column.name}' is read-only`)
  }
}

function textValue(column: Column, given: Json): string {
  if (typeof given !== 'string') throw wrong(column, 'a String')
  if (column.facet.allowMultipleLines === true) return given
  const longest = typeof column.facet.maxLength === 'number' ? column.facet.maxLength : TEXT_LENGTH
  if (given.length > longest) throw invalid(`The value of field '${column.name}' is longer than ${longest} characters.`)
  return given
}

function choiceValue(column: Column, given: Json): string {
  if (typeof given !== 'string') throw wrong(column, 'a String')
  const { choices, allowTextEntry } = column.facet
  if (allowTextEntry !== true && Array.isArray(choices) && !choices.includes(given))
    throw invalid(`The value '${given}' is not one of the choices of field '${column.name}'.`)
  return given
}

function numberValue(column: Column, given: Json): number {
  if (typeof given !== 'number') throw wrong(column, 'a Number')
  const { minimum, maximum } = column.facet
  if ((typeof minimum === 'number' && given < minimum) || (typeof maximum === 'number' && given > maximum))
    throw invalid(`The value ${given} of field '${column.name}' is outside of its range.`)
  return given
}

function instant(column: Column, given: Json): string {
  const at = typeof given === 'string' ? readInstant(given) : undefined
  if (at === undefined) throw wrong(column, 'a DateTimeOffset')
  const whole = isoSeconds(at)
  return column.facet.format === 'dateOnly' ? `${whole.slice(0, 10)}T00:00:00Z` : whole
}

function row(column: Column, given: Json, exists: RowExists): number {
  const id = typeof given === 'string' ? Number(given) : given
  if (typeof id !== 'number' || !Number.isInteger(id)) throw wrong(column, 'the id of a row')
  if (!exists(column, id)) throw invalid(`The row ${id} that field '${column.name}' refers to does not exist.`)
  return id
}

function link(column: Column, given: Json): Json {
  if (typeof given !== 'object' || given === null || Array.isArray(given) || typeof given.Url !== 'string')
    throw wrong(column, 'an object with Url and Description')
  return { Url: given.Url, Description: typeof given.Description === 'string' ? given.Description : given.Url }
}

function wrong({ name }: Column, wanted: string): Refusal {
  return invalid(`The value of field '${name}' is not valid: ${wanted} was expected.`)
}

/** The value a new item gets in a column that was not filled in. */
export function defaultOf({ defaultValue, type }: Column, now: number): Json | undefined {
  if (!defaultValue) return undefined
  const { value, formula } = defaultValue
  if (type === 'dateTime' && /today/i.test(formula ?? value ?? ''))
    return `${new Date(now).toISOString().slice(0, 10)}T00:00:00Z`
  if (value === undefined) return undefined
  if (type === 'boolean') return value === '1' || value.toLowerCase() === 'true'
  if (type === 'number' || type === 'currency') return Number(value)
  return value
}
