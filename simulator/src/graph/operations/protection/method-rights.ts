import { isInRoleAssignableGroup, rolesHeldBy } from '../../../world/directory-roles.ts'
import type { Entity } from '../../../world/model.ts'
import type { GraphContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import { signedIn } from '../directory/caller.ts'
import { reaches } from '../directory/rights.ts'

export type MethodEffect = 'read' | 'change'

/** Acts on whoever holds no higher role, and on nobody in a role-assignable group. */
const LIMITED = 'Authentication Administrator'

const MANAGERS = ['Global Administrator', 'Privileged Authentication Administrator']

/**
 * Whether somebody with these roles may see or change how another person signs in.
 * Source: learn.microsoft.com/graph/api/authentication-list-methods, authenticationmethod-resetpassword (Permissions).
 */
export function mayManageMethods(
  caller: ReadonlySet<string>,
  target: ReadonlySet<string>,
  isProtected: boolean,
  effect: MethodEffect,
): boolean {
  if (MANAGERS.some((role) => caller.has(role))) return true
  if (effect === 'read' && caller.has('Global Reader')) return true
  return caller.has(LIMITED) && reaches(new Set([LIMITED]), target, isProtected)
}

/** Scopes that reach beyond the signed-in person. */
const OVER_OTHERS: { readonly [effect in MethodEffect]: RegExp } = {
  read: /^UserAuth\S+\.(Read|ReadWrite)\.All$/,
  change: /^UserAuth\S+\.ReadWrite\.All$/,
}

/**
 * Throws 403 when the signed-in person may not do this to another one's methods, in the words of the service behind them.
 * An application that acts by itself needs no more than its permission.
 */
export function needMethodRight(context: GraphContext, user: Entity, effect: MethodEffect): void {
  const { tenancy, token } = context
  if (token.isAppOnly || token.userObjectId === user.id) return
  const caller = signedIn(context)
  const isInScope = token.scopes.some((scope) => OVER_OTHERS[effect].test(scope))
  if (!caller || !isInScope) throw requestDenied()
  const isProtected = isInRoleAssignableGroup(tenancy, user)
  const [roles, target] = [rolesHeldBy(tenancy, caller), rolesHeldBy(tenancy, user)]
  if (!mayManageMethods(roles, target, isProtected, effect)) throw requestDenied()
}

/** The 403 of the authentication methods service. */
export const requestDenied = () => new GraphError(403, 'accessDenied', 'Request Authorization failed')
