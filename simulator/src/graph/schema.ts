import { readFileSync } from 'node:fs'
import { isObject, type Json } from '../world/model.ts'
import type { ItemKind } from './call.ts'

/** Graph's type name of each kind, without the namespace. */
export const TYPE_NAMES: { readonly [kind in ItemKind]: string } = {
  user: 'user',
  group: 'group',
  device: 'device',
  servicePrincipal: 'servicePrincipal',
  application: 'application',
  administrativeUnit: 'administrativeUnit',
  directoryRole: 'directoryRole',
  appRoleAssignment: 'appRoleAssignment',
  oauth2PermissionGrant: 'oAuth2PermissionGrant',
  organization: 'organization',
  domain: 'domain',
  signIn: 'signIn',
  subscribedSku: 'subscribedSku',
  licenseDetails: 'licenseDetails',
  unifiedRoleAssignment: 'unifiedRoleAssignment',
  directoryAudit: 'directoryAudit',
}

export const typeOf = (kind: ItemKind) => `microsoft.graph.${TYPE_NAMES[kind]}`

const file = new URL('../../contract/schemas-v1.0.json', import.meta.url)
const bundle: { $defs: { [name: string]: Json } } = JSON.parse(readFileSync(file, 'utf8'))

/** How an unset property is written: `[]` for a collection, null where null is allowed, else not at all. */
export type Emptiness = 'list' | 'null' | 'absent'

const cache = new Map<ItemKind, ReadonlyMap<string, Emptiness>>()

/** All properties that the contract gives a kind, with the way each is written when it is not set. */
export function propertiesOf(kind: ItemKind): ReadonlyMap<string, Emptiness> {
  const known = cache.get(kind)
  if (known) return known
  const definition = bundle.$defs[typeOf(kind)]
  const properties = isObject(definition) && isObject(definition.properties) ? definition.properties : {}
  const read = new Map(Object.entries(properties).map(([name, schema]) => [name, emptinessOf(schema)]))
  cache.set(kind, read)
  return read
}

function emptinessOf(schema: Json): Emptiness {
  if (!isObject(schema)) return 'absent'
  if (schema.type === 'array') return 'list'
  if (Array.isArray(schema.type) && schema.type.includes('null')) return 'null'
  if (Array.isArray(schema.anyOf) && schema.anyOf.some((choice) => isObject(choice) && choice.type === 'null'))
    return 'null'
  return 'absent'
}

/** Relations that `$expand` follows and that are no plain properties. */
export const NAVIGATIONS: ReadonlySet<string> = new Set([
  'appRoleAssignedTo',
  'appRoleAssignments',
  'authentication',
  'calendar',
  'directReports',
  'events',
  'licenseDetails',
  'manager',
  'memberOf',
  'members',
  'oauth2PermissionGrants',
  'ownedObjects',
  'owners',
  'scopedRoleMembers',
  'transitiveMemberOf',
  'transitiveMembers',
])
