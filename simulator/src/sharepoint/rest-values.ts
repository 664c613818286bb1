import { isObject, type Json, type Properties } from '../world/model.ts'
import { type Column, isLookup, isMultiValued } from '../world/sharepoint/column.ts'
import { personIdentity } from '../world/sharepoint/identity.ts'
import type { SharePointList } from '../world/sharepoint/list.ts'
import type { Tenancy } from '../world/tenancy.ts'
import { noProperty } from './rest-error.ts'
import { itemType } from './rest-shapes.ts'

/** What a body may say besides columns. */
const BESIDE = new Set(['ContentTypeId', 'ContentType', 'FileSystemObjectType'])

/** The values of a body of SharePoint's own interface, in the notation of Graph's fieldValueSet. */
export function fieldsOfBody(list: SharePointList, body: Properties): Properties {
  const fields: Properties = {}
  for (const [key, given] of Object.entries(body)) {
    if (key === '__metadata' || key.includes('odata.') || BESIDE.has(key)) continue
    const name = key.replace(/^OData_(?=_)/, '')
    const base = /^(.+)Id$/.exec(name)?.[1]
    const lookup = base === undefined ? undefined : list.columns.get(base)
    const column = lookup && isLookup(lookup) ? lookup : list.columns.get(name)
    if (!column) throw noProperty(key, itemType(list))
    const value = isObject(given) && Array.isArray(given.results) ? given.results : given
    Object.assign(fields, noted(column, value))
  }
  return fields
}

function noted(column: Column, value: Json): Properties {
  const name = isLookup(column) ? `${column.name}LookupId` : column.name
  if (!isMultiValued(column)) return { [name]: value }
  return { [`${name}@odata.type`]: `Collection(${isLookup(column) ? 'Edm.Int32' : 'Edm.String'})`, [name]: value }
}

/**
 * A value of AddValidateUpdateItemUsingPath, which are all texts: yes and no as 1 and 0, rows by `3;#Title`, people as
 * `[{"Key":"i:0#.f|membership|ann@…"}]`, several of anything parted by `;#`. A text that is none is left for the column
 * to refuse.
 */
export function fieldsOfForm(tenancy: Tenancy, column: Column, text: string): Properties {
  if (text === '') return noted(column, null)
  if (isMultiValued(column)) {
    const parts = column.type === 'personOrGroup' ? people(tenancy, text) : split(column, text)
    return noted(column, parts)
  }
  const [person] = column.type === 'personOrGroup' ? people(tenancy, text) : []
  return noted(column, column.type === 'personOrGroup' ? (person ?? text) : single(column, text))
}

function split(column: Column, text: string): Json[] {
  const parts = text.split(';#').filter(Boolean)
  return column.type === 'lookup' ? parts.flatMap((part) => (/^\d+$/.test(part) ? [Number(part)] : [])) : parts
}

function single({ type }: Column, text: string): Json {
  if (type === 'boolean') return /^(1|true|yes)$/i.test(text) ? true : /^(0|false|no)$/i.test(text) ? false : text
  if (type === 'number' || type === 'currency') return Number.isNaN(Number(text)) ? text : Number(text)
  if (type === 'lookup') return Number(text.split(';#')[0])
  if (type === 'dateTime') return isoOf(text)
  if (type !== 'hyperlinkOrPicture') return text
  const [address = '', ...description] = text.split(',')
  return { Url: address.trim(), Description: description.join(',').trim() || address.trim() }
}

/** A day as the forms of an English web take it, `6/23/2026 4:05 PM`, in ISO 8601; any other text as it is. */
function isoOf(text: string): string {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d\d)(?:\s*([AP])M)?)?$/i.exec(text.trim())
  if (!found) return text
  const [, month = '', day = '', year = '', hour = '0', minutes = '00', half] = found
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0)
  const two = (part: string) => part.padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(String(hours))}:${minutes}:00Z`
}

function people(tenancy: Tenancy, text: string): number[] {
  const keys = text.startsWith('[') ? keysIn(text) : text.split(';').map((part) => part.trim())
  return keys.flatMap((key) => {
    const name = key.split('|').at(-1) ?? ''
    const user = tenancy.findByKey('user', name)
    return user ? [personIdentity(user).lookupId] : []
  })
}

function keysIn(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed.filter(isObject).map(({ Key }) => String(Key)) : []
  } catch {
    return []
  }
}
