import { type Entity, textOf } from '../../model.ts'
import { guidOf } from '../../random.ts'
import type { Tenancy } from '../../tenancy.ts'
import { Site } from '../site.ts'
import { demonstrationLists, ordinaryLists } from './lists.ts'

/** When SharePoint was set up, for sites that no group dates; the generated directory is dated before it. */
const FOUNDED = Date.parse('2023-02-06T08:00:00Z')

/** Sites that every organisation has besides its teams': the root, an intranet with a subsite, and one for visitors and keys. */
const FOUNDING = [
  { path: '', title: 'Communication site', description: '', lists: demonstrationLists },
  { path: 'sites/intranet', title: 'Intranet', description: 'News and pages for everyone', lists: ordinaryLists },
  {
    path: 'sites/intranet/policies',
    title: 'Policies',
    description: 'What is in force',
    lists: ordinaryLists,
    parent: 1,
  },
  {
    path: 'sites/facilities',
    title: 'Facilities',
    description: 'Buildings, visitors, badges',
    lists: demonstrationLists,
  },
] as const

export function foundingSites(tenancy: Tenancy, hostname: string): Site[] {
  const sites: Site[] = []
  for (const { path, title, description, lists, ...more } of FOUNDING) {
    const parent = 'parent' in more ? sites[more.parent] : undefined
    const seed = `${tenancy.profile.tenantId}/site/${path}`
    sites.push(
      new Site(tenancy, {
        siteCollectionId: parent?.plan.siteCollectionId ?? guidOf(seed),
        webId: guidOf(`${seed}/web`),
        hostname,
        path,
        groupId: undefined,
        parent,
        title,
        description,
        createdAt: FOUNDED,
        lists: (site) => lists(tenancy, site),
      }),
    )
  }
  return sites
}

/** The team site that comes with a Microsoft 365 group. */
export function groupSite(tenancy: Tenancy, hostname: string, group: Entity): Site {
  const seed = `${tenancy.profile.tenantId}/site/${group.id}`
  return new Site(tenancy, {
    siteCollectionId: guidOf(seed),
    webId: guidOf(`${seed}/web`),
    hostname,
    path: `sites/${textOf(group, 'mailNickname') ?? group.id}`,
    groupId: group.id,
    parent: undefined,
    title: textOf(group, 'displayName') ?? '',
    description: textOf(group, 'description') ?? '',
    createdAt: Date.parse(textOf(group, 'createdDateTime') ?? '') || FOUNDED,
    lists: (site) => ordinaryLists(tenancy, site),
  })
}
