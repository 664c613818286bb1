import type { Column } from '../world/sharepoint/column.ts'
import type { ListItem } from '../world/sharepoint/items.ts'
import type { SharePointList } from '../world/sharepoint/list.ts'
import { listPath } from '../world/sharepoint/new-list.ts'
import type { Site } from '../world/sharepoint/site.ts'
import type { Step } from './api-path.ts'
import { noItem, noListTitled, noListWithId, noProperty, noResource, noSuchWeb } from './rest-error.ts'

/** What an address leads to, and the last step that asks something of it, e.g. `items` of a list. */
export interface Target {
  readonly list?: SharePointList
  readonly item?: ListItem
  readonly column?: Column
  /** Lower case; undefined when the thing itself is meant. */
  readonly asked: string | undefined
}

/** Follows the steps behind `_api/web`. */
export function targetOf(site: Site, steps: readonly Step[]): Target {
  const [first, second, ...rest] = steps
  if (!first) return { asked: undefined }
  const direct = listOfWeb(site, first)
  if (direct) return targetInList(direct, steps.slice(1))
  if (first.name !== 'lists') return ended({ asked: first.name }, steps.slice(1))
  if (first.argument !== undefined) return targetInList(listWithId(site, first.argument), steps.slice(1))
  if (!second) return { asked: 'lists' }
  const reference = second.argument ?? ''
  if (second.name === 'getbytitle') return targetInList(listTitled(site, reference), rest)
  if (second.name === 'getbyid') return targetInList(listWithId(site, reference), rest)
  throw noResource(second.name)
}

function listOfWeb(site: Site, { name, argument = '' }: Step): SharePointList | undefined {
  if (name === 'getlist') {
    const base = site.plan.path === '' ? '/' : `/${site.plan.path}/`
    const wanted = argument.toLowerCase()
    const found = [...site.lists.values()].find((list) => `${base}${listPath(list)}`.toLowerCase() === wanted)
    if (!found) throw noSuchWeb()
    return found
  }
  if (name !== 'defaultdocumentlibrary') return undefined
  const library = [...site.lists.values()].find(({ template, system }) => template === 'documentLibrary' && !system)
  if (!library) throw noListWithId()
  return library
}

function listWithId(site: Site, id: string): SharePointList {
  const list = site.lists.get(id.toLowerCase())
  if (!list) throw noListWithId()
  return list
}

function listTitled(site: Site, title: string): SharePointList {
  const list = [...site.lists.values()].find(({ displayName }) => displayName.toLowerCase() === title.toLowerCase())
  if (!list) throw noListTitled(title, site.webUrl)
  return list
}

function targetInList(list: SharePointList, steps: readonly Step[]): Target {
  const [first, second, ...rest] = steps
  if (!first) return { list, asked: undefined }
  const { name, argument } = first
  if (name === 'getitembyid' || name === 'getitembyuniqueid' || (name === 'items' && argument !== undefined))
    return ended({ list, item: itemIn(list, name, argument ?? ''), asked: second?.name }, rest)
  if (name === 'items' && second?.name === 'getbyid')
    return ended({ list, item: itemIn(list, name, second.argument ?? ''), asked: rest[0]?.name }, rest.slice(1))
  if (name === 'fields' && (argument ?? second?.argument) !== undefined) {
    const reference = argument ?? second?.argument ?? ''
    const column = list.column(reference) ?? columnTitled(list, reference)
    if (!column) throw noProperty(reference, 'SP.Field')
    return { list, column, asked: undefined }
  }
  return ended({ list, asked: name }, steps.slice(1))
}

function itemIn(list: SharePointList, by: string, reference: string): ListItem {
  if (by !== 'getitembyuniqueid') {
    const item = list.items.find(Number(reference))
    if (item) return item
  } else for (const item of list.items) if (item.uniqueId === reference.toLowerCase()) return item
  throw noItem()
}

function columnTitled(list: SharePointList, title: string): Column | undefined {
  return [...list.columns.values()].find(({ displayName }) => displayName === title)
}

/** Nothing may stand behind what was asked. */
function ended(target: Target, rest: readonly Step[]): Target {
  const [more] = rest
  if (more) throw noResource(more.name)
  return target
}
