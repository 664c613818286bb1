import { type Entity, listOf, textOf } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'
import { Grants } from './grants.ts'
import type { SharePointList } from './list.ts'

export interface SitePlan {
  readonly siteCollectionId: string
  readonly webId: string
  readonly hostname: string
  /** Below the host, without slashes at the ends; empty for the root site. */
  readonly path: string
  /** The Microsoft 365 group it belongs to; a site without one is open to the whole organisation. */
  readonly groupId: string | undefined
  /** The web it lies in, for a subsite. */
  readonly parent: Site | undefined
  readonly title: string
  readonly description: string
  readonly createdAt: number
  /** Makes the lists it has from the beginning; called when they are first asked for. */
  readonly lists: (site: Site) => Iterable<SharePointList>
}

/** One web: a site collection's top site, or a subsite. */
export class Site {
  readonly plan: SitePlan
  readonly #tenancy: Tenancy
  readonly grants = new Grants()
  /** Grants on single lists and items, by their addresses below the site. */
  readonly #inner = new Map<string, Grants>()
  #lists: Map<string, SharePointList> | undefined

  constructor(tenancy: Tenancy, plan: SitePlan) {
    this.#tenancy = tenancy
    this.plan = plan
  }

  /** `{hostname},{siteCollectionId},{webId}` (learn.microsoft.com/graph/api/resources/site). */
  get id(): string {
    const { hostname, siteCollectionId, webId } = this.plan
    return `${hostname},${siteCollectionId},${webId}`
  }

  get webUrl(): string {
    const { hostname, path } = this.plan
    return `https://${hostname}${path === '' ? '' : `/${path}`}`
  }

  /** The Microsoft 365 group as it is now; undefined when it has none, or had. */
  get group(): Entity | undefined {
    const { groupId } = this.plan
    const group = groupId === undefined ? undefined : this.#tenancy.findOf('group', groupId)
    return group && listOf(group, 'groupTypes').includes('Unified') ? group : undefined
  }

  get title(): string {
    return (this.group && textOf(this.group, 'displayName')) ?? this.plan.title
  }

  /** Whether it still stands: a group's site goes into the recycle bin with its group. */
  get stands(): boolean {
    return this.plan.groupId === undefined || this.group !== undefined
  }

  get lists(): ReadonlyMap<string, SharePointList> {
    return this.#made()
  }

  /** By id, by title or by the last part of its address. */
  list(reference: string): SharePointList | undefined {
    const wanted = reference.toLowerCase()
    const all = [...this.#made().values()]
    return (
      this.#made().get(wanted) ??
      all.find(({ displayName }) => displayName.toLowerCase() === wanted) ??
      all.find(({ name }) => name.toLowerCase() === wanted)
    )
  }

  addList(list: SharePointList): void {
    this.#made().set(list.id, list)
  }

  deleteList(list: SharePointList): void {
    this.#made().delete(list.id)
  }

  grantsOf(list: SharePointList, itemId?: number): Grants {
    const key = itemId === undefined ? list.id : `${list.id}/${itemId}`
    const known = this.#inner.get(key)
    if (known) return known
    const grants = new Grants()
    this.#inner.set(key, grants)
    return grants
  }

  #made(): Map<string, SharePointList> {
    if (!this.#lists) {
      this.#lists = new Map()
      for (const list of this.plan.lists(this)) this.#lists.set(list.id, list)
    }
    return this.#lists
  }
}
