import type { IdentityServicePrincipal, IdentityUser, Registration } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import type { Platform } from './platform.ts'

/**
 * Checks that people of this tenancy may use the application at all.
 * @throws AadstsError 7000112 disabled there, 50105 assignment is required and this person has none
 */
export function checkUsable(
  { world }: Platform,
  { appId, displayName }: Registration,
  { accountEnabled, appRoleAssignmentRequired }: IdentityServicePrincipal,
  user: IdentityUser,
): void {
  const values = { app: appId, appName: displayName }
  if (!accountEnabled) throw new AadstsError(7000112, { values })
  const mustBeAssigned =
    appRoleAssignmentRequired && !world.assignmentTo(user.tenantId, appId, user.objectId).isAssigned
  if (mustBeAssigned) throw new AadstsError(50105, { values })
}
