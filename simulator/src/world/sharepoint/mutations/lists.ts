import type { Mutation } from '../../mutations/mutation.ts'
import { TEMPLATES, type Template } from '../list.ts'
import { createList } from '../new-list.ts'
import { tellListChanged } from '../writing.ts'
import { byIn, listWriteIn, orBadInput, siteIn } from './place.ts'

const NAMES: readonly Template[] = [
  'genericList',
  'documentLibrary',
  'links',
  'announcements',
  'contacts',
  'events',
  'tasks',
]

export const createSharePointList: Mutation = {
  name: 'create-list',
  summary: `A new list of \`site\`: \`displayName\`, \`description\`, \`template\` (${NAMES.join(', ')})`,
  apply(context, input) {
    const site = siteIn(context.tenancy, input)
    const displayName = input.text('displayName')
    const description = input.optionalText('description') ?? ''
    const template = input.oneOf('template', NAMES, 'genericList')
    const by = byIn(context.tenancy, input)
    input.done()
    const wanted = { displayName, description, template, columns: [] }
    const list = orBadInput(() => createList(site, wanted, context.random, context.now, by))
    tellListChanged({ ...context, site, list }, 'created')
    return { id: list.id }
  },
}

export const deleteSharePointList: Mutation = {
  name: 'delete-list',
  summary: 'Deletes `list` of `site`',
  apply(context, input) {
    const write = listWriteIn(context, input)
    input.done()
    write.site.deleteList(write.list)
    tellListChanged(write, 'deleted')
    return { id: write.list.id }
  },
}

/** Graph's name of SharePoint's template number; undefined for one that cannot be made here. */
export const templateNumbered = (number: number): Template | undefined =>
  NAMES.find((name) => TEMPLATES[name] === number)
