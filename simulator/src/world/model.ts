/** Whatever JSON can say; what a directory object's property may hold. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** Graph's own property names. A name that is absent was never set; `null` was set once and cleared. */
export type Properties = { [name: string]: Json }

export type Kind =
  | 'user'
  | 'group'
  | 'device'
  | 'servicePrincipal'
  | 'application'
  | 'administrativeUnit'
  | 'directoryRole'
  | 'appRoleAssignment'
  | 'oauth2PermissionGrant'

/**
 * One directory object. `live` is seen by everyone; `hidden` has left the reader's scope without a word;
 * `deleted` lies in the recycle bin.
 */
export interface Entity {
  readonly id: string
  readonly kind: Kind
  /** Place in the list of its kind; never reused. */
  readonly ordinal: number
  state: 'live' | 'hidden' | 'deleted'
  readonly properties: Properties
  /** Reads one property without the others, where that is less work. */
  read?(name: string): Json | undefined
}

export type Relation = 'members' | 'owners' | 'manager'

export function isObject(value: unknown): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One property of an object; undefined when it was never set. */
export function propertyIn(entity: Pick<Entity, 'properties' | 'read'>, name: string): Json | undefined {
  return entity.read ? entity.read(name) : entity.properties[name]
}

/** A text property, or null when it is not set. */
export function textOf(entity: Entity, name: string): string | null {
  const value = propertyIn(entity, name)
  return typeof value === 'string' ? value : null
}

export function listOf(entity: Entity, name: string): Json[] {
  const value = propertyIn(entity, name)
  return Array.isArray(value) ? value : []
}

export type GroupKind = 'security' | 'microsoft365' | 'mailEnabledSecurity' | 'distribution'

/** The kind of a group as Microsoft's groups overview tells them apart. */
export function groupKind(group: Entity): GroupKind {
  if (listOf(group, 'groupTypes').includes('Unified')) return 'microsoft365'
  if (group.properties.mailEnabled !== true) return 'security'
  return group.properties.securityEnabled === true ? 'mailEnabledSecurity' : 'distribution'
}

export function isDynamic(group: Entity): boolean {
  return listOf(group, 'groupTypes').includes('DynamicMembership')
}
