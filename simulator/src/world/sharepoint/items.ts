import { isoSeconds } from '../clock.ts'
import type { Json, Properties } from '../model.ts'
import { ColumnIndex } from './column-index.ts'
import type { SharePointIdentity } from './identity.ts'
import { VERSIONS_KEPT } from './limits.ts'

/** The values of an item by internal column names; lookups as ids. A name that is absent has no value. */
export type FieldValues = Readonly<Properties>

export interface ItemVersion {
  /** Counts up from 1; told as `1.0`, `2.0`. */
  readonly version: number
  readonly fields: FieldValues
  readonly modifiedAt: number
  readonly modifiedBy: SharePointIdentity
}

export interface ListItem extends ItemVersion {
  readonly id: number
  /** The item's GUID, which its etag begins with. */
  readonly uniqueId: string
  readonly createdAt: number
  readonly createdBy: SharePointIdentity
  /** Earlier versions, oldest first. */
  readonly earlier: readonly ItemVersion[]
}

export const etagOf = ({ uniqueId, version }: ListItem): string => `"${uniqueId},${version}"`

/** The items of one list, by their ids, with an index for each column that is searched. Ids are never used again. */
export class Items {
  readonly #items: (ListItem | undefined)[] = []
  readonly #indexes = new Map<string, ColumnIndex>()
  #size = 0

  get size(): number {
    return this.#size
  }

  /** One past the highest id ever given. */
  get end(): number {
    return this.#items.length + 1
  }

  find(id: number): ListItem | undefined {
    return this.#items[id - 1]
  }

  *[Symbol.iterator](): Generator<ListItem> {
    for (const item of this.#items) if (item) yield item
  }

  add(item: ListItem): void {
    this.#items[item.id - 1] = item
    this.#size += 1
    for (const [name, index] of this.#indexes) index.add(columnValue(item, name), item.id)
  }

  /** Puts a new version in the place of the one before, which it remembers. */
  update(before: ListItem, fields: FieldValues, modifiedAt: number, modifiedBy: SharePointIdentity): ListItem {
    const { version } = before
    const kept = { version, fields: before.fields, modifiedAt: before.modifiedAt, modifiedBy: before.modifiedBy }
    const earlier = [...before.earlier, kept].slice(-VERSIONS_KEPT)
    const after = { ...before, version: version + 1, fields, modifiedAt, modifiedBy, earlier }
    this.#items[before.id - 1] = after
    for (const [name, index] of this.#indexes) {
      index.delete(columnValue(before, name), before.id)
      index.add(columnValue(after, name), after.id)
    }
    return after
  }

  delete(item: ListItem): void {
    this.#items[item.id - 1] = undefined
    this.#size -= 1
    for (const [name, index] of this.#indexes) index.delete(columnValue(item, name), item.id)
  }

  /** The index of a column, built when it is first asked for. */
  index(name: string): ColumnIndex {
    const known = this.#indexes.get(name)
    if (known) return known
    const index = new ColumnIndex()
    for (const item of this) index.add(columnValue(item, name), item.id)
    this.#indexes.set(name, index)
    return index
  }

  dropIndex(name: string): void {
    this.#indexes.delete(name)
  }
}

/** The value of a column, SharePoint's own ones included, as filters and orders see it. */
export function columnValue(item: ListItem, name: string): Json | undefined {
  switch (name) {
    case 'ID':
      return item.id
    case 'Created':
      return isoSeconds(item.createdAt)
    case 'Modified':
      return isoSeconds(item.modifiedAt)
    case 'Author':
      return item.createdBy.lookupId
    case 'Editor':
      return item.modifiedBy.lookupId
    case '_UIVersionString':
      return `${item.version}.0`
    default:
      return item.fields[name]
  }
}
