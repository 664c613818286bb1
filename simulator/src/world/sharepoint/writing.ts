import type { Properties } from '../model.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import { changedFields, type FieldPatch, newFields, type Place, readFieldValues } from './fields.ts'
import type { SharePointIdentity } from './identity.ts'
import { etagOf, type ListItem } from './items.ts'
import type { SharePointList } from './list.ts'
import { Refusal } from './refusal.ts'

/** One change of a list by somebody, at an instant. */
export interface ListWrite extends Place {
  readonly world: World
  readonly random: Random
  readonly now: number
  readonly by: SharePointIdentity
}

export function createItem(write: ListWrite, given: Properties): ListItem {
  return addItem(write, readFieldValues(write, given))
}

/** Adds an item of values that were read already. */
export function addItem(write: ListWrite, patch: FieldPatch): ListItem {
  const fields = newFields(write.list, patch, write.now)
  const item = write.list.addItem(fields, write.random, write.now, write.by)
  tellListChanged(write)
  return item
}

export function updateItem(write: ListWrite, item: ListItem, given: Properties, ifMatch?: string): ListItem {
  return changeItem(write, item, readFieldValues(write, given), ifMatch)
}

/** Changes an item by values that were read already. */
export function changeItem(write: ListWrite, item: ListItem, patch: FieldPatch, ifMatch?: string): ListItem {
  requireMatch(item, ifMatch)
  const fields = changedFields(write.list, item.id, item.fields, patch)
  const updated = write.list.updateItem(item, fields, write.now, write.by)
  tellListChanged(write)
  return updated
}

export function deleteItem(write: ListWrite, item: ListItem, ifMatch?: string): void {
  requireMatch(item, ifMatch)
  write.list.deleteItem(item, write.now, write.by)
  tellListChanged(write)
}

/** Refuses when the caller has not seen the latest version (learn.microsoft.com/graph/api/listitem-update, If-Match). */
function requireMatch(item: ListItem, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  const bare = (etag: string) => etag.trim().replace(/^W\//, '').replaceAll('"', '')
  const { uniqueId, version } = item
  const fits = ifMatch
    .split(/,\s*(?=W?\/?")/)
    .some((etag) => [bare(etagOf(item)), `${uniqueId},${version}`].includes(bare(etag)))
  if (!fits) throw new Refusal('resourceModified', "ETag does not match current item's value")
}

/** A change of an item is told as one of its list, which says no more (change-notifications-overview: list). */
export function tellListChanged(
  { world, tenancy, site, list, now }: Omit<ListWrite, 'random' | 'by'>,
  changeType: 'created' | 'updated' | 'deleted' = 'updated',
): void {
  const resource = `sites/${site.id}/lists/${list.id}`
  world.feed.publish({ tenancy, changeType, resource, type: 'microsoft.graph.list', id: list.id, at: now })
}

/** The title is taken by another list of the site, whatever its case. */
export function titleTaken(lists: Iterable<SharePointList>, title: string): boolean {
  return [...lists].some(({ displayName }) => displayName.toLowerCase() === title.toLowerCase())
}
