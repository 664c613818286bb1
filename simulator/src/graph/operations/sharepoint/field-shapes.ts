import { isoSeconds } from '../../../world/clock.ts'
import { type Json, textOf } from '../../../world/model.ts'
import { type Column, isLookup, isMultiValued } from '../../../world/sharepoint/column.ts'
import { contentTypeOf } from '../../../world/sharepoint/content-types.ts'
import type { Place } from '../../../world/sharepoint/fields.ts'
import { personOfLookup, type SharePointIdentity } from '../../../world/sharepoint/identity.ts'
import { etagOf, type ItemVersion, type ListItem } from '../../../world/sharepoint/items.ts'

type Shape = { [name: string]: Json }

/**
 * The fieldValueSet of an item (learn.microsoft.com/graph/api/resources/fieldvalueset). A lookup is told as
 * `{name}LookupId`; its text only when `$select` names the column itself.
 */
export function fieldsShape(place: Place, item: ListItem, select: readonly string[] | undefined): Shape {
  const shown: Shape = { '@odata.etag': etagOf(item), id: String(item.id), ...kept(place, item) }
  for (const column of place.list.columns.values()) Object.assign(shown, valueShape(place, column, item))
  if (!select) return shown
  const picked: Shape = { '@odata.etag': etagOf(item) }
  for (const name of select) {
    const value = shown[name] ?? textOfLookup(place, item, name)
    if (value !== undefined) picked[name] = value
  }
  return picked
}

/** The fields of an earlier version, as its own set. */
export function versionFields(place: Place, item: ListItem, version: ItemVersion): Shape {
  const { modifiedAt, modifiedBy, fields } = version
  return fieldsShape(place, { ...item, version: version.version, modifiedAt, modifiedBy, fields }, undefined)
}

/** What SharePoint keeps of every item by itself. */
function kept({ list }: Place, item: ListItem): Shape {
  const title = item.fields.Title
  const linked: Shape = title === undefined ? {} : { LinkTitleNoMenu: title, LinkTitle: title }
  return {
    ContentType: contentTypeOf(list).name,
    Modified: isoSeconds(item.modifiedAt),
    Created: isoSeconds(item.createdAt),
    AuthorLookupId: lookupText(item.createdBy),
    EditorLookupId: lookupText(item.modifiedBy),
    _UIVersionString: `${item.version}.0`,
    Attachments: false,
    Edit: '',
    ...linked,
    ItemChildCount: '0',
    FolderChildCount: '0',
    _ComplianceFlags: '',
    _ComplianceTag: '',
    _ComplianceTagWrittenTime: '',
    _ComplianceTagUserId: '',
  }
}

const lookupText = ({ lookupId }: SharePointIdentity) => String(lookupId)

function valueShape(place: Place, column: Column, item: ListItem): Shape {
  const value = item.fields[column.name]
  if (value === undefined) return {}
  if (!isLookup(column)) return { [column.name]: value }
  if (!isMultiValued(column)) return { [`${column.name}LookupId`]: String(value) }
  const rows = (Array.isArray(value) ? value : []).map((id) => rowShape(place, column, Number(id)))
  return { [column.name]: rows }
}

function rowShape({ tenancy, site }: Place, column: Column, id: number): Shape {
  if (column.type === 'personOrGroup') {
    const person = personOfLookup(tenancy, id)
    return {
      LookupId: id,
      LookupValue: (person && textOf(person, 'displayName')) ?? '',
      Email: (person && textOf(person, 'mail')) ?? '',
    }
  }
  const row = site.list(String(column.facet.listId))?.items.find(id)
  return { LookupId: id, LookupValue: row?.fields[String(column.facet.columnName ?? 'Title')] ?? '' }
}

function textOfLookup(place: Place, item: ListItem, name: string): Json | undefined {
  if (name === 'Author') return item.createdBy.displayName
  if (name === 'Editor') return item.modifiedBy.displayName
  if (name === 'ID') return item.id
  const column = place.list.columns.get(name)
  const value = item.fields[name]
  if (!column || !isLookup(column) || typeof value !== 'number') return undefined
  return rowShape(place, column, value).LookupValue
}
