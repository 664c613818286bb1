import { createHash } from 'node:crypto'
import { isoSeconds } from './clock.ts'
import { type Entity, isObject, listOf, textOf } from './model.ts'
import type { Tenancy } from './tenancy.ts'

/** The role of an assignment to an application that declares no roles (graph-facts §4, appRoleAssignments). */
export const DEFAULT_ROLE = '00000000-0000-0000-0000-000000000000'

const PRINCIPAL_TYPES = { user: 'User', group: 'Group', servicePrincipal: 'ServicePrincipal' } as const

/** Graph's ids of assignments and grants are short opaque texts, not GUIDs. */
function opaqueId(...parts: string[]): string {
  return createHash('sha256').update(parts.join('/')).digest('base64url').slice(0, 43)
}

/** Assigns a principal to a role of an application; nothing happens when it is assigned already. */
export function assign(tenancy: Tenancy, principal: Entity, resource: Entity, appRoleId: string, at: number): Entity {
  const id = opaqueId('appRoleAssignment', principal.id, resource.id, appRoleId)
  const present = tenancy.find(id) ?? computedAssignment(tenancy, principal, resource, appRoleId)
  if (present) return present
  const type =
    principal.kind === 'user' || principal.kind === 'group' || principal.kind === 'servicePrincipal'
      ? PRINCIPAL_TYPES[principal.kind]
      : undefined
  if (!type) throw new Error(`A ${principal.kind} cannot be assigned to an application`)
  return tenancy.insert('appRoleAssignment', id, {
    appRoleId,
    createdDateTime: isoSeconds(at),
    principalDisplayName: textOf(principal, 'displayName'),
    principalId: principal.id,
    principalType: type,
    resourceDisplayName: textOf(resource, 'displayName'),
    resourceId: resource.id,
  })
}

/** The assignment of a large tenancy that is not kept, and whose id does not tell what it assigns. */
function computedAssignment(
  tenancy: Tenancy,
  principal: Entity,
  resource: Entity,
  appRoleId: string,
): Entity | undefined {
  for (const id of tenancy.assignmentsOf.computed('from', principal.id)) {
    const found = tenancy.find(id)
    if (found && textOf(found, 'resourceId') === resource.id && textOf(found, 'appRoleId') === appRoleId) return found
  }
  return undefined
}

/** The GUID of an app role by its value, e.g. `User.Read.All` of Microsoft Graph. */
export function appRoleId(resource: Entity, value: string): string | undefined {
  for (const role of listOf(resource, 'appRoles'))
    if (isObject(role) && role.value === value && typeof role.id === 'string') return role.id
  return undefined
}

export function appRoleValue(resource: Entity, id: string): string | undefined {
  for (const role of listOf(resource, 'appRoles'))
    if (isObject(role) && role.id === id && typeof role.value === 'string') return role.value
  return undefined
}

/** Grants delegated scopes, for everyone or for one person; scopes are added to what was granted before. */
export function grantScopes(
  tenancy: Tenancy,
  client: Entity,
  resource: Entity,
  scopes: readonly string[],
  user: Entity | undefined,
): Entity {
  const id = opaqueId('oauth2PermissionGrant', client.id, resource.id, user?.id ?? 'everyone')
  const present = tenancy.find(id)
  if (present) {
    const all = new Set([...(textOf(present, 'scope') ?? '').split(' ').filter(Boolean), ...scopes])
    tenancy.update(present, { scope: [...all].join(' ') })
    return present
  }
  return tenancy.insert('oauth2PermissionGrant', id, {
    clientId: client.id,
    consentType: user ? 'Principal' : 'AllPrincipals',
    principalId: user?.id ?? null,
    resourceId: resource.id,
    scope: scopes.join(' '),
  })
}

/** The assignments whose principal and resource are both within sight. */
export function* visibleAssignments(tenancy: Tenancy, ids: Iterable<string>): Iterable<Entity> {
  for (const id of ids) {
    const entity = tenancy.find(id)
    if (entity && assignmentStands(tenancy, entity)) yield entity
  }
}

export function assignmentStands(tenancy: Tenancy, assignment: Entity): boolean {
  return (
    tenancy.kindInSight(textOf(assignment, 'principalId') ?? '') !== undefined &&
    tenancy.kindInSight(textOf(assignment, 'resourceId') ?? '') !== undefined
  )
}

/** A grant stands while its client, its resource and its person are within sight. */
export function grantStands(tenancy: Tenancy, grant: Entity): boolean {
  const principal = textOf(grant, 'principalId')
  return (
    tenancy.find(textOf(grant, 'clientId') ?? '') !== undefined &&
    tenancy.find(textOf(grant, 'resourceId') ?? '') !== undefined &&
    (principal === null || tenancy.find(principal) !== undefined)
  )
}
