import { isoSeconds } from '../../../world/clock.ts'
import { identitySet } from '../../../world/sharepoint/identity.ts'
import type { ListItem } from '../../../world/sharepoint/items.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import type { GraphAnswer, GraphContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { itemIn, listIn, reading } from './access.ts'
import { collection } from './collection.ts'
import { nestedExpansions } from './expansions.ts'
import { versionFields } from './field-shapes.ts'
import { cannotExpand } from './list-answer.ts'

/** The versions of an item, the latest first (learn.microsoft.com/graph/api/listitem-list-versions). */
function versions(context: GraphContext, site: Site): GraphAnswer {
  const list = listIn(context, site)
  const item: ListItem = itemIn(context, list)
  const expand = nestedExpansions(context.query.get('$expand'))
  for (const { name } of expand) if (name !== 'fields') throw cannotExpand(name, 'listItemVersion')
  const place = { tenancy: context.tenancy, site, list }
  return collection(context, {
    rows: [item, ...item.earlier.toReversed()],
    shape: (version) => ({
      id: `${version.version}.0`,
      lastModifiedDateTime: isoSeconds(version.modifiedAt),
      lastModifiedBy: identitySet(version.modifiedBy),
      ...(expand.length > 0 ? { fields: versionFields(place, item, version) } : {}),
    }),
    contextName: `sites('${site.id}')/lists('${list.id}')/items('${item.id}')/versions`,
  })
}

export const itemVersionRoutes: readonly Route[] = [
  reading('/sites/{site-id}/lists/{list-id}/items/{listItem-id}/versions', versions),
]
