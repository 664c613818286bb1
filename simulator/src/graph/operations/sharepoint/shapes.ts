import { isoSeconds } from '../../../world/clock.ts'
import type { Json } from '../../../world/model.ts'
import type { Column } from '../../../world/sharepoint/column.ts'
import { contentTypeOf } from '../../../world/sharepoint/content-types.ts'
import { identitySet } from '../../../world/sharepoint/identity.ts'
import { etagOf, type ListItem } from '../../../world/sharepoint/items.ts'
import { isLibrary, type SharePointList } from '../../../world/sharepoint/list.ts'
import { listPath } from '../../../world/sharepoint/new-list.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import type { GraphContext } from '../../call.ts'

type Shape = { [name: string]: Json }

/** learn.microsoft.com/graph/api/resources/site. `sharepointIds` comes by `$select` only. */
export function siteShape({ tenancy }: GraphContext, site: Site, select: readonly string[] | undefined): Shape {
  const { plan, id, title, webUrl } = site
  const created = isoSeconds(plan.createdAt)
  return {
    createdDateTime: created,
    description: plan.description,
    id,
    lastModifiedDateTime: created,
    name: plan.path.split('/').at(-1) ?? '',
    webUrl,
    displayName: title,
    ...(plan.parent ? { parentReference: { siteId: plan.parent.id } } : { root: {} }),
    siteCollection: { hostname: plan.hostname },
    ...(select?.includes('sharepointIds')
      ? {
          sharepointIds: {
            siteId: plan.siteCollectionId,
            siteUrl: webUrl,
            tenantId: tenancy.profile.tenantId,
            webId: plan.webId,
          },
        }
      : {}),
    ...(select?.includes('isPersonalSite') ? { isPersonalSite: false } : {}),
  }
}

export const listUrl = (site: Site, list: SharePointList) => `${site.webUrl}/${encodeURI(listPath(list))}`

/** learn.microsoft.com/graph/api/resources/list. `system` comes by `$select` only. */
export function listShape(site: Site, list: SharePointList, select: readonly string[] | undefined): Shape {
  const etag = `"${list.id},${list.version}"`
  return {
    '@odata.etag': etag,
    createdDateTime: isoSeconds(list.createdAt),
    description: list.description,
    eTag: etag,
    id: list.id,
    lastModifiedDateTime: isoSeconds(list.modifiedAt),
    name: list.name,
    webUrl: listUrl(site, list),
    displayName: list.displayName,
    createdBy: identitySet(list.createdBy),
    lastModifiedBy: identitySet(list.modifiedBy),
    parentReference: { siteId: site.id },
    list: { contentTypesEnabled: isLibrary(list.template), hidden: list.hidden, template: list.template },
    ...(select?.includes('system') && list.system ? { system: {} } : {}),
  }
}

/** learn.microsoft.com/graph/api/resources/columndefinition: the facet says what the column holds. */
export function columnShape(column: Column): Shape {
  const { type, facet, defaultValue } = column
  return {
    columnGroup: column.columnGroup,
    description: column.description,
    displayName: column.displayName,
    enforceUniqueValues: column.enforceUniqueValues,
    hidden: column.hidden,
    id: column.id,
    indexed: column.indexed,
    name: column.name,
    readOnly: column.readOnly,
    required: column.required,
    ...(defaultValue ? { defaultValue: { ...defaultValue } } : {}),
    ...(type ? { [type]: { ...facet } } : {}),
  }
}

/** learn.microsoft.com/graph/api/resources/listitem, without its fields. */
export function itemShape(context: GraphContext, site: Site, list: SharePointList, item: ListItem): Shape {
  const etag = etagOf(item)
  const { id, name } = contentTypeOf(list)
  const sharepointIds = context.query.get('$select')?.includes('sharepointIds')
    ? {
        sharepointIds: {
          listId: list.id,
          listItemId: String(item.id),
          listItemUniqueId: item.uniqueId,
          siteId: site.plan.siteCollectionId,
          siteUrl: site.webUrl,
          tenantId: context.tenancy.profile.tenantId,
          webId: site.plan.webId,
        },
      }
    : {}
  return {
    '@odata.etag': etag,
    createdDateTime: isoSeconds(item.createdAt),
    eTag: etag,
    id: String(item.id),
    lastModifiedDateTime: isoSeconds(item.modifiedAt),
    webUrl: `${listUrl(site, list)}/${item.id}_.000`,
    createdBy: identitySet(item.createdBy),
    lastModifiedBy: identitySet(item.modifiedBy),
    parentReference: { id: list.id, siteId: site.id },
    contentType: { id, name },
    ...sharepointIds,
  }
}
