import { guidOf } from '../random.ts'
import { isLibrary, type SharePointList } from './list.ts'

export interface ContentType {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly group: string
}

/** What every web has; ids are the same everywhere (learn.microsoft.com/previous-versions/office/developer/sharepoint-2010/aa543822). */
const ITEM = { id: '0x01', name: 'Item', description: 'Create a new list item.' }
const DOCUMENT = { id: '0x0101', name: 'Document', description: 'Create a new document.' }
const FOLDER = { id: '0x0120', name: 'Folder', description: 'Create a new folder.' }

/** The content types of a list; each list has its own, whose ids begin with what they come from. */
export function contentTypesOf(list: SharePointList): ContentType[] {
  return [isLibrary(list.template) ? DOCUMENT : ITEM, FOLDER].map(({ id, name, description }) => {
    const own = guidOf(`${list.id}/contentType/${id}`).replaceAll('-', '').toUpperCase()
    return {
      id: `${id}00${own}`,
      name,
      description,
      group: name === 'Folder' ? 'Folder Content Types' : 'List Content Types',
    }
  })
}

/** The content type of a list's items. */
export function contentTypeOf(list: SharePointList): ContentType {
  const [first] = contentTypesOf(list)
  if (!first) throw new Error(`The list ${list.id} has no content type`)
  return first
}
