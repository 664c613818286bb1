import { isoSeconds } from '../../../world/clock.ts'
import type { Json } from '../../../world/model.ts'
import { identitySet } from '../../../world/sharepoint/identity.ts'
import { isLibrary, type SharePointList } from '../../../world/sharepoint/list.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import type { Route } from '../../route.ts'
import { reading } from './access.ts'
import { collection, object, picked, selectOf } from './collection.ts'
import { resourceNotFound } from './errors.ts'
import { listUrl } from './shapes.ts'

/** The drives of a site are its libraries, without those of SharePoint itself. */
function libraries(site: Site): SharePointList[] {
  return [...site.lists.values()].filter(({ template, system }) => isLibrary(template) && !system)
}

/** learn.microsoft.com/graph/api/resources/drive; a library's drive id begins with `b!`. */
function driveShape(site: Site, list: SharePointList): { [name: string]: Json } {
  const { siteCollectionId, webId } = site.plan
  const bytes = [siteCollectionId, webId, list.id].map((id) => id.replaceAll('-', '')).join('')
  return {
    createdDateTime: isoSeconds(list.createdAt),
    description: list.description,
    id: `b!${Buffer.from(bytes, 'hex').toString('base64url')}`,
    lastModifiedDateTime: isoSeconds(list.modifiedAt),
    name: list.displayName,
    webUrl: listUrl(site, list),
    driveType: 'documentLibrary',
    createdBy: identitySet(list.createdBy),
    lastModifiedBy: identitySet(list.modifiedBy),
    owner: { user: { displayName: 'System Account' } },
  }
}

/** Which drives there are (learn.microsoft.com/graph/api/drive-list, drive-get); what lies in them is not simulated. */
export const driveRoutes: readonly Route[] = [
  reading('/sites/{site-id}/drive', (context, site) => {
    const [library] = libraries(site)
    if (!library) throw resourceNotFound()
    return object(context, 'drives/$entity', picked(driveShape(site, library), selectOf(context)))
  }),
  reading('/sites/{site-id}/drives', (context, site) =>
    collection(context, {
      rows: libraries(site),
      shape: (library, select) => picked(driveShape(site, library), select),
      contextName: 'drives',
    }),
  ),
]
