import { isObject, type Json } from '../world/model.ts'
import type { ItemKind } from './call.ts'
import { SCHEMAS } from './contract.ts'

/** Graph's type name of a kind, without the namespace: the kind itself, but for one that Graph spells its own way. */
export const typeName = (kind: ItemKind): string => (kind === 'oauth2PermissionGrant' ? 'oAuth2PermissionGrant' : kind)

export const typeOf = (kind: ItemKind): string => `microsoft.graph.${typeName(kind)}`

/** How an unset property is written: `[]` for a collection, null where null is allowed, else not at all. */
export type Emptiness = 'list' | 'null' | 'absent'

/** Types that are served and that the contract's schemas leave out, as their documentation page describes them. */
const BEYOND_CONTRACT: { readonly [kind in ItemKind]?: Json } = {
  // learn.microsoft.com/graph/api/resources/directoryroletemplate
  directoryRoleTemplate: {
    properties: {
      deletedDateTime: { type: ['string', 'null'] },
      description: { type: ['string', 'null'] },
      displayName: { type: ['string', 'null'] },
      id: { type: 'string' },
    },
  },
}

const cache = new Map<ItemKind, ReadonlyMap<string, Emptiness>>()

/** All properties that the contract gives a kind, with the way each is written when it is not set. */
export function propertiesOf(kind: ItemKind): ReadonlyMap<string, Emptiness> {
  const known = cache.get(kind)
  if (known) return known
  const definition = SCHEMAS.$defs[typeOf(kind)] ?? BEYOND_CONTRACT[kind]
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
  'channels',
  'directReports',
  'events',
  'hostedContents',
  'licenseDetails',
  'manager',
  'memberOf',
  'members',
  'messages',
  'oauth2PermissionGrants',
  'ownedObjects',
  'owners',
  'replies',
  'scopedRoleMembers',
  'transitiveMemberOf',
  'transitiveMembers',
])
