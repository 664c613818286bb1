import type { ItemKind } from './call.ts'
import { NAVIGATIONS, propertiesOf } from './schema.ts'

/** What a user shows without `$select` (graph-facts §2.3; learn.microsoft.com/graph/api/user-list). */
const USER = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
]

/** What only `$select` brings (learn.microsoft.com/graph/api/resources/{type}, "Returned only on $select"). */
const ON_REQUEST: { readonly [kind: string]: readonly string[] } = {
  group: [
    'accessType',
    'allowExternalSenders',
    'assignedLabels',
    'assignedLicenses',
    'autoSubscribeNewMembers',
    'hasMembersWithLicenseErrors',
    'hideFromAddressLists',
    'hideFromOutlookClients',
    'infoCatalogs',
    'isArchived',
    'isFavorite',
    'isManagementRestricted',
    'isSubscribedByMail',
    'licenseProcessingState',
    'onPremisesExtensionAttributes',
    'organizationId',
    'unseenConversationsCount',
    'unseenCount',
    'unseenMessagesCount',
    'welcomeMessageEnabled',
  ],
  servicePrincipal: ['customSecurityAttributes', 'isDisabled', 'createdByAppId'],
  application: ['logo', 'isDisabled', 'createdByAppId'],
  device: ['isManagementRestricted'],
  organization: ['mobileDeviceManagementAuthority'],
  team: ['firstChannelName', 'summary'],
  channel: ['summary'],
}

const cache = new Map<ItemKind, readonly string[]>()

/** The properties of a kind in an answer without `$select`. */
export function defaultProperties(kind: ItemKind): readonly string[] {
  if (kind === 'user') return USER
  const known = cache.get(kind)
  if (known) return known
  const left = new Set(ON_REQUEST[kind] ?? [])
  const names = [...propertiesOf(kind).keys()].filter((name) => !left.has(name) && !NAVIGATIONS.has(name))
  cache.set(kind, names)
  return names
}

/** User properties kept outside the directory: on a list the real service answers 501 (graph-facts §2.1). */
export const NOT_ON_LISTS: ReadonlySet<string> = new Set([
  'aboutMe',
  'birthday',
  'hireDate',
  'interests',
  'mailboxSettings',
  'mySite',
  'pastProjects',
  'preferredName',
  'responsibilities',
  'schools',
  'skills',
])
