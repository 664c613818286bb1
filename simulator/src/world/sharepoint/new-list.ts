import type { Random } from '../random.ts'
import type { Column } from './column.ts'
import type { SharePointIdentity } from './identity.ts'
import { isLibrary, SharePointList, type Template } from './list.ts'
import { checkIndex } from './new-column.ts'
import { Refusal } from './refusal.ts'
import type { Site } from './site.ts'
import { standardColumns } from './standard-columns.ts'
import { titleTaken } from './writing.ts'

export interface NewList {
  readonly displayName: string
  readonly description: string
  readonly template: Template
  readonly columns: readonly Column[]
}

/** Adds a list to a site. Throws a Refusal when the title is taken, or an index is one too many. */
export function createList(
  site: Site,
  { displayName, description, template, columns }: NewList,
  random: Random,
  at: number,
  by: SharePointIdentity,
): SharePointList {
  if (titleTaken(site.lists.values(), displayName)) throw new Refusal('nameAlreadyExists', 'Name already exists')
  const plan = { id: random.guid(), name: freeName(site, displayName), displayName, description, template, at, by }
  const standard = standardColumns(template)
  const list = new SharePointList(plan, standard)
  for (const own of columns) {
    checkIndex(list, undefined, own)
    // SharePoint numbers an internal name that stands already, its own columns' too: `Author` becomes `Author0`.
    const name = list.columns.has(own.name) ? `${own.name}0` : own.name
    list.columns.set(name, { ...own, name })
  }
  site.addList(list)
  return list
}

/** The last part of a new list's address: its title without what an address does not take, and a number where it is taken. */
function freeName(site: Site, title: string): string {
  const plain = title.replace(/[~#%&*{}\\:<>?/+|".]/g, '').trim() || 'List'
  const taken = new Set([...site.lists.values()].map(({ name }) => name.toLowerCase()))
  for (let number = 0; ; number++) {
    const name = number === 0 ? plain : `${plain}${number}`
    if (!taken.has(name.toLowerCase())) return name
  }
}

/** The address of a list below its site: lists lie in `Lists`, libraries beside it. */
export function listPath({ name, template }: Pick<SharePointList, 'name' | 'template'>): string {
  return isLibrary(template) ? name : `Lists/${name}`
}
