import { isInRoleAssignableGroup, rolesHeldBy } from '../../../world/directory-roles.ts'
import type { Entity } from '../../../world/model.ts'
import type { GraphContext } from '../../call.ts'
import { denied } from '../../errors.ts'
import { acceptedPermissions, permissionOf } from '../../permissions.ts'
import { type DirectoryAction, mayDo, reaches } from './rights.ts'

/** The signed-in person, or undefined where an application acts by itself. */
export function signedIn({ tenancy, token }: GraphContext): Entity | undefined {
  return token.userObjectId === undefined ? undefined : tenancy.findOf('user', token.userObjectId)
}

/** Whoever acts, as an object of the directory: the person, else the servicePrincipal. */
function acting(context: GraphContext): Entity | undefined {
  return context.token.userObjectId === undefined
    ? context.tenancy.findByKey('servicePrincipal', context.token.appId)
    : signedIn(context)
}

/** Whether whoever acts is an owner of the object. */
export function owns(context: GraphContext, object: Entity): boolean {
  const actor = acting(context)
  return actor !== undefined && context.tenancy.relations.owners.has(object.id, actor.id)
}

/**
 * Throws 403 when the signed-in person may not do this to any of the objects, whatever the application may: an application
 * that acts for a person has no more rights than they (graph/permissions-overview, Delegated access).
 */
export function needRight(context: GraphContext, action: DirectoryAction, ...objects: Entity[]): void {
  if (context.token.isAppOnly) return
  const person = signedIn(context)
  if (!person) throw denied()
  const allowed = mayDo(action, {
    roles: rolesHeldBy(context.tenancy, person),
    isOwner: objects.some((object) => owns(context, object)),
    isSelf: objects.some((object) => object.id === person.id),
    isGuest: person.properties.userType === 'Guest',
  })
  if (!allowed) throw denied()
}

/** Throws 403 when an application that acts by itself holds no directory role that allows the action. */
export function needActorRole(context: GraphContext, action: DirectoryAction): void {
  const actor = acting(context)
  const roles = actor ? rolesHeldBy(context.tenancy, actor) : new Set<string>()
  if (!mayDo(action, { roles, isOwner: false, isSelf: false, isGuest: true })) throw denied()
}

/** Throws 403 when a sensitive action on the person needs a directory role that the caller does not hold. */
export function needReach(context: GraphContext, person: Entity): void {
  const { tenancy } = context
  const actor = acting(context)
  const roles = actor ? rolesHeldBy(tenancy, actor) : new Set<string>()
  const isProtected = isInRoleAssignableGroup(tenancy, person)
  if (!reaches(roles, rolesHeldBy(tenancy, person), isProtected)) throw denied()
}

/** Throws 403 when the token would not be let into another operation, one that this one amounts to. */
export function needPermissionOf(context: GraphContext, method: string, template: string): void {
  const accepted = acceptedPermissions(method, template)
  if (accepted && permissionOf(context.token, method, template, accepted) === undefined) throw denied()
}

/** Throws 403 when the token holds none of the permissions. */
export function needOneOf({ token }: GraphContext, permissions: readonly string[]): void {
  const held = token.isAppOnly ? token.roles : token.scopes
  if (!permissions.some((name) => held.includes(name))) throw denied()
}
