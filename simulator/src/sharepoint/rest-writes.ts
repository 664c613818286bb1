import { isObject, type Json, type Properties } from '../world/model.ts'
import { type FieldPatch, readFieldValues } from '../world/sharepoint/fields.ts'
import type { SharePointList } from '../world/sharepoint/list.ts'
import { templateNumbered } from '../world/sharepoint/mutations/lists.ts'
import { RefusedInput } from '../world/sharepoint/mutations/place.ts'
import { Refusal } from '../world/sharepoint/refusal.ts'
import type { World } from '../world/world.ts'
import { invalidExpression, noItem, notServed } from './rest-error.ts'
import type { RestAnswer } from './rest-format.ts'
import { type Read, read } from './rest-reads.ts'
import { itemObject, listObject } from './rest-shapes.ts'
import { fieldsOfBody, fieldsOfForm } from './rest-values.ts'

export interface Write extends Read {
  readonly world: World
  readonly body: Properties
  /** POST with `X-HTTP-Method` counts as that method. */
  readonly method: string
  readonly ifMatch: string | undefined
  /** Who is calling: a person's object id or an application id. */
  readonly by: string
}

const EVERYTHING = { select: [], expand: [] }

/** Answers whatever changes something, and what only looks like it. */
export function write(given: Write): RestAnswer {
  const { method, target } = given
  const { list, item, asked } = target
  if (method === 'POST') return posted(given)
  if (!list || asked !== undefined || target.column) throw notServed(`${method} of ${asked ?? 'a web'}`)
  if (method === 'DELETE') {
    if (item) perform(given, 'delete-list-item', { ...named(given), item: item.id, ...ifMatch(given) })
    else perform(given, 'delete-list', named(given))
    return { kind: 'empty', status: 200 }
  }
  if (!item) throw notServed(`${method} of a list`)
  perform(given, 'update-list-item', {
    ...named(given),
    item: item.id,
    fields: fieldsOfBody(list, given.body),
    ...ifMatch(given),
  })
  return { kind: 'empty', status: 204 }
}

function posted(given: Write): RestAnswer {
  const { target, body } = given
  const { list, item, asked } = target
  if (!list && asked === 'lists') return addList(given)
  if (!list) throw notServed(`POST to ${asked ?? 'a web'}`)
  if (item && asked === 'validateupdatelistitem') return form(given, list, item.id)
  if (!item && asked === 'addvalidateupdateitemusingpath') return form(given, list, undefined)
  if (!item && asked === 'getitems') return itemsByCaml(given)
  if (item || asked !== 'items') throw notServed(`POST to ${asked ?? 'a list'}`)
  const id = perform(given, 'add-list-item', { ...named(given), fields: fieldsOfBody(list, body) })
  const added = list.items.find(Number(id))
  if (!added) throw noItem()
  return { kind: 'object', object: itemObject(list, added, EVERYTHING), status: 201 }
}

function addList(given: Write): RestAnswer {
  const { site, body, by } = given
  const template = templateNumbered(Number(body.BaseTemplate ?? 100))
  if (typeof body.Title !== 'string' || body.Title.trim() === '') throw invalidExpression('The list needs a Title.')
  if (!template) throw notServed(`A list of template ${String(body.BaseTemplate)}`)
  const description =
    typeof body.Description === 'string' && body.Description !== '' ? { description: body.Description } : {}
  const id = perform(given, 'create-list', { site: site.id, displayName: body.Title, template, by, ...description })
  const list = site.list(String(id))
  if (!list) throw notServed('This list')
  return { kind: 'object', object: listObject(site, list, EVERYTHING), status: 201 }
}

/** One field of a form, as AddValidateUpdateItemUsingPath tells how it fared. */
interface FormValue {
  readonly FieldName: string
  readonly FieldValue: string
}

/**
 * Adds or changes an item by the texts of a form. What does not fit is told field by field with 200, and nothing is
 * changed then (learn.microsoft.com/sharepoint/dev/sp-add-ins/working-with-lists-and-list-items-with-rest).
 */
function form(given: Write, list: SharePointList, itemId: number | undefined): RestAnswer {
  const values = (Array.isArray(given.body.formValues) ? given.body.formValues : []).filter(isObject).map(formValue)
  const fields: Properties = {}
  const errors = new Map<string, string>()
  for (const value of values) {
    if (value.FieldName === 'ContentType') continue
    const read = fieldOfForm(given, list, value)
    if ('error' in read) errors.set(value.FieldName, read.error)
    else Object.assign(fields, read.fields)
  }
  if (errors.size > 0) return told(values, errors, 0)
  try {
    const item = itemId === undefined ? {} : { item: itemId }
    const id = perform(given, itemId === undefined ? 'add-list-item' : 'update-list-item', {
      ...named(given),
      ...item,
      fields,
    })
    return told(values, errors, Number(id))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return told(values, new Map(values.map(({ FieldName }) => [FieldName, error.message])), 0)
  }
}

function formValue(value: Properties): FormValue {
  return { FieldName: String(value.FieldName), FieldValue: String(value.FieldValue ?? '') }
}

function fieldOfForm(
  given: Write,
  list: SharePointList,
  { FieldName, FieldValue }: FormValue,
): { fields: Properties } | { error: string } {
  const column = list.columns.get(FieldName)
  if (!column) return { error: `Column '${FieldName}' does not exist. It may have been deleted by another user.` }
  const fields = fieldsOfForm(given.tenancy, column, FieldValue)
  try {
    const checked: FieldPatch = readFieldValues({ ...given, list }, fields)
    return checked.size === 0 ? { error: `The value of '${FieldName}' cannot be read.` } : { fields }
  } catch (error) {
    if (error instanceof Refusal) return { error: error.message }
    throw error
  }
}

function told(values: readonly FormValue[], errors: ReadonlyMap<string, string>, itemId: number): RestAnswer {
  const results: Json[] = values.map(({ FieldName, FieldValue }) => {
    const ErrorMessage = errors.get(FieldName) ?? null
    const failed = ErrorMessage !== null
    return {
      ErrorCode: failed ? -2130575155 : 0,
      ErrorMessage,
      FieldName,
      FieldValue,
      HasException: failed,
      ItemId: itemId,
    }
  })
  if (itemId > 0)
    results.push({
      ErrorCode: 0,
      ErrorMessage: null,
      FieldName: 'Id',
      FieldValue: String(itemId),
      HasException: false,
      ItemId: itemId,
    })
  return { kind: 'value', name: 'AddValidateUpdateItemUsingPath', value: results }
}

/** Items by a CAML query: its RowLimit counts; a query with conditions is not simulated. */
function itemsByCaml(given: Write): RestAnswer {
  const query = isObject(given.body.query) ? given.body.query : {}
  const xml = String(query.ViewXml ?? '')
  if (/<Where>|<OrderBy/i.test(xml)) throw notServed('A CAML query with conditions or an order')
  const position = isObject(query.ListItemCollectionPosition)
    ? String(query.ListItemCollectionPosition.PagingInfo)
    : undefined
  const url = new URL(given.url)
  url.searchParams.set('$top', /<RowLimit[^>]*>(\d+)</i.exec(xml)?.[1] ?? '5000')
  if (position !== undefined) url.searchParams.set('$skiptoken', position)
  const answer = read({ ...given, target: { ...given.target, asked: 'items' }, url })
  return answer.kind === 'collection' ? { kind: 'collection', objects: answer.objects } : answer
}

function named({ site, target, by }: Write): Properties {
  return { site: site.id, list: target.list?.id ?? '', by }
}

function ifMatch({ ifMatch }: Write): Properties {
  return ifMatch === undefined || ifMatch === '*' ? {} : { ifMatch }
}

/** Writes through the journal by the control door's own changes, and answers the id of what was made or changed. */
function perform({ world, tenancy }: Write, mutation: string, input: Properties): Json {
  try {
    const done = world.perform(mutation, { tenantId: tenancy.profile.tenantId, ...input })
    return isObject(done) ? (done.id ?? null) : null
  } catch (error) {
    throw error instanceof RefusedInput ? error.refusal : error
  }
}
