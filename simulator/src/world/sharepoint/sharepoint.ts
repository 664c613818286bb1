import type { Entity } from '../model.ts'
import { listOf, textOf } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'
import { foundingSites, groupSite } from './generate/sites.ts'
import type { Site } from './site.ts'

/** SharePoint Online of one tenancy. Nothing is made before it is read, whatever the size of the tenancy. */
export class SharePoint {
  readonly #tenancy: Tenancy
  #founding: readonly Site[] | undefined
  readonly #byGroup = new Map<string, Site>()
  readonly #byCollection = new Map<string, Site>()
  /** How far the groups were looked through for `#byCollection`. */
  #seen = 0

  constructor(tenancy: Tenancy) {
    this.#tenancy = tenancy
  }

  /** `northhaven.example` has `northhaven.sharepoint.com`. */
  get hostname(): string {
    return `${this.#tenancy.profile.domain.split('.')[0]}.sharepoint.com`
  }

  get root(): Site {
    const [root] = this.#foundingSites()
    if (!root) throw new Error(`${this.hostname} has no root site`)
    return root
  }

  /** Every web that stands: those from the beginning, subsites among them, then the groups' in the order they were made. */
  *sites(): Generator<Site> {
    yield* this.#foundingSites()
    for (const group of this.#tenancy.store('group')) {
      const site = this.ofGroup(group)
      if (site) yield site
    }
  }

  /** The team site of a Microsoft 365 group; undefined for any other group. */
  ofGroup(group: Entity): Site | undefined {
    if (!listOf(group, 'groupTypes').includes('Unified')) return undefined
    let site = this.#byGroup.get(group.id)
    if (!site) {
      site = groupSite(this.#tenancy, this.hostname, group)
      this.#byGroup.set(group.id, site)
      this.#byCollection.set(site.plan.siteCollectionId, site)
    }
    return site.stands ? site : undefined
  }

  /** By the id of its collection, and of the web when there is one to tell apart. */
  byIds(siteCollectionId: string, webId: string | undefined): Site | undefined {
    const own = this.#foundingSites().find(
      ({ plan }) =>
        plan.siteCollectionId === siteCollectionId &&
        (webId === undefined ? plan.parent === undefined : plan.webId === webId),
    )
    if (own) return own
    if (!this.#byCollection.has(siteCollectionId)) this.#lookThroughGroups()
    const site = this.#byCollection.get(siteCollectionId)
    return site?.stands && (webId === undefined || site.plan.webId === webId) ? site : undefined
  }

  /** By its address below the host, e.g. `sites/Operations`. */
  byPath(path: string): Site | undefined {
    const wanted = path.replace(/^\/+|\/+$/g, '').toLowerCase()
    const own = this.#foundingSites().find(({ plan }) => plan.path.toLowerCase() === wanted)
    if (own || !wanted.startsWith('sites/')) return own
    const nickname = wanted.slice('sites/'.length)
    for (const group of this.#tenancy.store('group'))
      if (group.state === 'live' && textOf(group, 'mailNickname')?.toLowerCase() === nickname) {
        const site = this.ofGroup(group)
        if (site) return site
      }
    return undefined
  }

  #foundingSites(): readonly Site[] {
    this.#founding ??= foundingSites(this.#tenancy, this.hostname)
    return this.#founding
  }

  #lookThroughGroups(): void {
    const groups = this.#tenancy.store('group')
    for (; this.#seen < groups.end; this.#seen++) {
      const group = groups.at(this.#seen)
      if (group) this.ofGroup(group)
    }
  }
}
