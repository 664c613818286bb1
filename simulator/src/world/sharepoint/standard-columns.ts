import { type Column, column } from './column.ts'

const own = { readOnly: true, standard: true, columnGroup: '_Hidden' }

const title = (displayName: string) =>
  column({
    id: 'fa564e0f-0c70-4ab9-b863-0177e6ddd247',
    name: 'Title',
    displayName,
    type: 'text',
    facet: { allowMultipleLines: false, maxLength: 255 },
    standard: true,
  })

/** What SharePoint keeps of every item by itself, with the ids that are the same everywhere (schema: fieldswss3.xml). */
const KEPT_BY_SHAREPOINT: readonly Column[] = [
  column({
    ...own,
    id: 'c042a256-787d-4a6f-8a8a-cf6ab767f12d',
    name: 'ContentType',
    displayName: 'Content Type',
    type: 'text',
  }),
  column({ ...own, id: '1d22ea11-1e32-424e-89ab-9fedbadb6ce1', name: 'ID', type: 'number', indexed: true }),
  column({
    ...own,
    id: '28cf69c5-fa48-462a-b5cd-27b6f9d2bd5f',
    name: 'Modified',
    type: 'dateTime',
    facet: { displayAs: 'default', format: 'dateTime' },
  }),
  column({
    ...own,
    id: '8c06beca-0777-48f7-91c7-6da68bc07b69',
    name: 'Created',
    type: 'dateTime',
    facet: { displayAs: 'default', format: 'dateTime' },
  }),
  column({
    ...own,
    id: '1df5e554-ec7e-46a6-901d-d85a3881cb18',
    name: 'Author',
    displayName: 'Created By',
    type: 'personOrGroup',
    facet: { allowMultipleSelection: false, chooseFromType: 'peopleOnly', displayAs: 'nameWithPresence' },
  }),
  column({
    ...own,
    id: 'd31655d1-1d5b-4511-95a1-7a09e9b75bf2',
    name: 'Editor',
    displayName: 'Modified By',
    type: 'personOrGroup',
    facet: { allowMultipleSelection: false, chooseFromType: 'peopleOnly', displayAs: 'nameWithPresence' },
  }),
  column({
    ...own,
    id: 'dce8262a-3ae9-45aa-aab4-83bd75fb738a',
    name: '_UIVersionString',
    displayName: 'Version',
    type: 'text',
  }),
  column({ ...own, id: '67df98f4-9dec-48ff-a553-29bece9c5bf4', name: 'Attachments', type: undefined }),
  column({ ...own, id: '503f1caa-358e-4918-9094-4a2cdc4bc034', name: 'Edit', type: undefined }),
  column({
    ...own,
    id: 'bc91a437-52e7-49e1-8c4e-4698904b2b6d',
    name: 'LinkTitleNoMenu',
    displayName: 'Title',
    type: undefined,
  }),
  column({
    ...own,
    id: '82642ec8-ef9b-478f-acf9-31f7d45fbc31',
    name: 'LinkTitle',
    displayName: 'Title',
    type: undefined,
  }),
  column({ ...own, id: '081c6e4c-5c14-4f20-b23e-1a71ceb6a67c', name: 'DocIcon', displayName: 'Type', type: undefined }),
  column({
    ...own,
    id: '6e4d832b-f610-41a8-b3e0-239608efda41',
    name: 'ItemChildCount',
    displayName: 'Item Child Count',
    type: undefined,
  }),
  column({
    ...own,
    id: '960ff01f-2b6d-4f1b-9c3f-e19ad8927341',
    name: 'FolderChildCount',
    displayName: 'Folder Child Count',
    type: undefined,
  }),
]

const FILE_NAME = column({
  id: '8553196d-ec8d-4564-9861-3dbe931050c8',
  name: 'FileLeafRef',
  displayName: 'Name',
  type: 'text',
  facet: { allowMultipleLines: false, maxLength: 255 },
  required: true,
  standard: true,
})

/** The columns of a new list of a template. */
export function standardColumns(template: string): readonly Column[] {
  const library = template === 'documentLibrary' || template === 'webPageLibrary'
  return [title('Title'), ...(library ? [FILE_NAME] : []), ...KEPT_BY_SHAREPOINT]
}
