import type { Entity } from '../../../world/model.ts'
import { rolesOf } from '../../../world/protection/administrators.ts'
import type { GraphContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'

export type MethodEffect = 'read' | 'change'

const MANAGERS = ['Global Administrator', 'Privileged Authentication Administrator']

/** Roles whose holders an Authentication Administrator may act on as on anybody without a role. */
const WITHIN_REACH: ReadonlySet<string> = new Set([
  'Authentication Administrator',
  'Directory Readers',
  'Guest Inviter',
  'Message Center Reader',
  'Password Administrator',
  'Reports Reader',
])

/**
 * Whether somebody with these roles may see or change how another person signs in.
 * Source: learn.microsoft.com/graph/api/authentication-list-methods, authenticationmethod-resetpassword (Permissions);
 * whom an Authentication Administrator reaches: learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions.
 */
export function mayManageMethods(
  caller: ReadonlySet<string>,
  target: ReadonlySet<string>,
  effect: MethodEffect,
): boolean {
  if (MANAGERS.some((role) => caller.has(role))) return true
  if (effect === 'read' && caller.has('Global Reader')) return true
  return caller.has('Authentication Administrator') && [...target].every((role) => WITHIN_REACH.has(role))
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
export function needMethodRight({ tenancy, token }: GraphContext, user: Entity, effect: MethodEffect): void {
  if (token.isAppOnly || token.userObjectId === user.id) return
  const reaches = token.scopes.some((scope) => OVER_OTHERS[effect].test(scope))
  const roles = rolesOf(tenancy, token.userObjectId ?? '')
  if (!reaches || !mayManageMethods(roles, rolesOf(tenancy, user.id), effect)) throw requestDenied()
}

/** The 403 of the authentication methods service. */
export const requestDenied = () => new GraphError(403, 'accessDenied', 'Request Authorization failed')
