import { isoSeconds } from '../world/clock.ts'
import type { Json } from '../world/model.ts'
import { type Column, isLookup, isMultiValued } from '../world/sharepoint/column.ts'
import { contentTypeOf } from '../world/sharepoint/content-types.ts'
import { etagOf, type ListItem } from '../world/sharepoint/items.ts'
import { isLibrary, type SharePointList, TEMPLATES } from '../world/sharepoint/list.ts'
import { listPath } from '../world/sharepoint/new-list.ts'
import type { Site } from '../world/sharepoint/site.ts'
import type { RestObject } from './rest-format.ts'
import { type Selection, selected } from './selection.ts'

type Shape = { [name: string]: Json }

const serverRelative = ({ plan }: Site) => `/${plan.path}`
const below = (site: Site, path: string) => `${serverRelative(site).replace(/\/$/, '')}/${path}`

/** SP.Web (learn.microsoft.com/previous-versions/office/developer/sharepoint-rest-reference/dn499819). */
export function webObject(site: Site, selection: Selection): RestObject {
  const { plan, title, webUrl } = site
  const created = isoSeconds(plan.createdAt).slice(0, 19)
  const whole: Shape = {
    AllowRssFeeds: true,
    AppInstanceId: '00000000-0000-0000-0000-000000000000',
    Configuration: 0,
    Created: created,
    CustomMasterUrl: below(site, '_catalogs/masterpage/seattle.master'),
    Description: plan.description,
    DesignPackageId: '00000000-0000-0000-0000-000000000000',
    EnableMinimalDownload: false,
    Id: plan.webId,
    IsMultilingual: true,
    Language: 1033,
    LastItemModifiedDate: isoSeconds(plan.createdAt),
    LastItemUserModifiedDate: isoSeconds(plan.createdAt),
    NoCrawl: false,
    QuickLaunchEnabled: true,
    RecycleBinEnabled: true,
    ServerRelativeUrl: serverRelative(site),
    Title: title,
    TreeViewEnabled: false,
    UIVersion: 15,
    Url: webUrl,
    WebTemplate: site.group ? 'GROUP' : 'SITEPAGEPUBLISHING',
    WelcomePage: 'SitePages/Home.aspx',
  }
  const groups = Object.fromEntries(
    ['Member', 'Owner', 'Visitor'].map((role, position) => [
      `Associated${role}Group`,
      () => ({ Id: 5 - position, Title: `${title} ${role}s`, PrincipalType: 8, LoginName: `${title} ${role}s` }),
    ]),
  )
  return { properties: selected(whole, groups, 'SP.Web', selection), type: 'SP.Web', path: 'Web' }
}

/** The type that SharePoint gives the items of a list. */
export const itemType = ({ name, template }: SharePointList) =>
  `SP.Data.${entityName(name)}${isLibrary(template) ? 'Item' : 'ListItem'}`

const entityName = (name: string) =>
  name.replace(/[^A-Za-z0-9]/g, (letter) => `_x${letter.charCodeAt(0).toString(16).padStart(4, '0')}_`)

/** SP.List (…/dn531433). */
export function listObject(site: Site, list: SharePointList, selection: Selection): RestObject {
  const library = isLibrary(list.template)
  const whole: Shape = {
    AllowContentTypes: true,
    BaseTemplate: TEMPLATES[list.template],
    BaseType: library ? 1 : 0,
    ContentTypesEnabled: library,
    CrawlNonDefaultViews: false,
    Created: isoSeconds(list.createdAt),
    DefaultContentApprovalWorkflowId: '00000000-0000-0000-0000-000000000000',
    Description: list.description,
    DocumentTemplateUrl: library ? below(site, `${list.name}/Forms/template.dotx`) : null,
    DraftVersionVisibility: 0,
    EnableAttachments: !library,
    EnableFolderCreation: library,
    EnableMinorVersions: false,
    EnableModeration: false,
    EnableVersioning: true,
    EntityTypeName: `${entityName(list.name)}${library ? '' : 'List'}`,
    ExemptFromBlockDownloadOfNonViewableFiles: false,
    FileSavePostProcessingEnabled: false,
    ForceCheckout: false,
    HasExternalDataSource: false,
    Hidden: list.hidden,
    Id: list.id,
    ImageUrl: library ? '/_layouts/15/images/itdl.png?rev=47' : '/_layouts/15/images/itgen.png?rev=47',
    IsApplicationList: list.system,
    IsCatalog: false,
    IsPrivate: false,
    ItemCount: list.items.size,
    LastItemDeletedDate: isoSeconds(list.createdAt),
    LastItemModifiedDate: isoSeconds(list.modifiedAt),
    LastItemUserModifiedDate: isoSeconds(list.modifiedAt),
    ListExperienceOptions: 0,
    ListItemEntityTypeFullName: itemType(list),
    MajorVersionLimit: 50,
    MultipleDataList: false,
    NoCrawl: false,
    ParentWebPath: { DecodedUrl: serverRelative(site) },
    ParentWebUrl: serverRelative(site),
    ParserDisabled: false,
    ServerTemplateCanCreateFolders: true,
    TemplateFeatureId: '00bfea71-de22-43b2-a848-c05709900100',
    Title: list.displayName,
  }
  const related = {
    RootFolder: () => rootFolder(site, list),
    VersionPolicies: () => ({ DefaultTrimMode: 0, DefaultExpireAfterDays: 0 }),
    HasUniqueRoleAssignments: () => false,
  }
  const properties = selected(whole, related, 'SP.List', selection)
  return { properties, type: 'SP.List', path: `Web/Lists(guid'${list.id}')`, etag: `"${list.version}"` }
}

export function rootFolder(site: Site, list: SharePointList): Shape {
  return {
    Exists: true,
    IsWOPIEnabled: false,
    ItemCount: list.items.size,
    Name: list.name,
    ServerRelativeUrl: below(site, listPath(list)),
    TimeCreated: isoSeconds(list.createdAt),
    TimeLastModified: isoSeconds(list.modifiedAt),
    WelcomePage: '',
  }
}

/** An item with the values of its columns; lookups as `{name}Id`, names that begin with `_` behind `OData_`. */
export function itemObject(list: SharePointList, item: ListItem, selection: Selection): RestObject {
  const whole: Shape = {
    FileSystemObjectType: 0,
    Id: item.id,
    ServerRedirectedEmbedUri: null,
    ServerRedirectedEmbedUrl: '',
    ContentTypeId: contentTypeOf(list).id,
  }
  for (const column of list.columns.values()) if (!column.readOnly) Object.assign(whole, columnProperty(column, item))
  Object.assign(whole, {
    ComplianceAssetId: null,
    ID: item.id,
    Modified: isoSeconds(item.modifiedAt),
    Created: isoSeconds(item.createdAt),
    AuthorId: item.createdBy.lookupId,
    EditorId: item.modifiedBy.lookupId,
    OData__UIVersionString: `${item.version}.0`,
    Attachments: false,
    GUID: item.uniqueId,
  })
  const account = ({ lookupId, displayName, email }: ListItem['createdBy']) => ({
    Id: lookupId,
    Title: displayName,
    EMail: email ?? '',
  })
  const related = { Author: () => account(item.createdBy), Editor: () => account(item.modifiedBy) }
  const properties = selected(whole, related, itemType(list), selection)
  return { properties, type: itemType(list), path: `Web/Lists(guid'${list.id}')/Items(${item.id})`, etag: etagOf(item) }
}

function columnProperty(column: Column, item: ListItem): Shape {
  const value = item.fields[column.name] ?? null
  const name = column.name.startsWith('_') ? `OData_${column.name}` : column.name
  if (isLookup(column)) return { [`${name}Id`]: value }
  return { [name]: value === null && isMultiValued(column) ? [] : value }
}

/** SP.FieldType numbers (…/jj245640). */
const FIELD_TYPES: { readonly [type in NonNullable<Column['type']>]: readonly [number, string] } = {
  boolean: [8, 'Boolean'],
  calculated: [17, 'Calculated'],
  choice: [6, 'Choice'],
  currency: [10, 'Currency'],
  dateTime: [4, 'DateTime'],
  hyperlinkOrPicture: [11, 'URL'],
  lookup: [7, 'Lookup'],
  number: [9, 'Number'],
  personOrGroup: [20, 'User'],
  text: [2, 'Text'],
}

/** SP.Field (…/dn600182). */
export function fieldObject(list: SharePointList, column: Column, selection: Selection): RestObject {
  const isNote = column.facet.allowMultipleLines === true
  const [kind, type] = column.type === undefined ? [12, 'Computed'] : isNote ? [3, 'Note'] : FIELD_TYPES[column.type]
  const whole: Shape = {
    CanBeDeleted: !column.standard,
    DefaultValue: column.defaultValue?.value ?? null,
    Description: column.description,
    EnforceUniqueValues: column.enforceUniqueValues,
    FieldTypeKind: kind,
    Group: column.columnGroup,
    Hidden: column.hidden,
    Id: column.id,
    Indexed: column.indexed,
    InternalName: column.name,
    ReadOnlyField: column.readOnly,
    Required: column.required,
    Sealed: false,
    StaticName: column.name,
    Title: column.displayName,
    TypeAsString: type,
    ...(column.type === 'choice' ? { Choices: column.facet.choices ?? [] } : {}),
  }
  const properties = selected(whole, {}, 'SP.Field', selection)
  return { properties, type: 'SP.Field', path: `Web/Lists(guid'${list.id}')/Fields(guid'${column.id}')` }
}
