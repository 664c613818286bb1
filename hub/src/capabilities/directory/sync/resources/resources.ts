import type { Resource } from '../read/strategy.ts'
import { administrativeUnits } from './administrative-units.ts'
import { appRoleAssignments, permissionGrants, servicePrincipalOwners, servicePrincipals } from './applications.ts'
import { groups } from './groups.ts'
import { licences, signInActivity } from './latest.ts'
import { users } from './users.ts'

/** Everything that a run may read. */
export const allResources: readonly Resource[] = [
  users,
  groups,
  servicePrincipals,
  servicePrincipalOwners,
  appRoleAssignments,
  permissionGrants,
  administrativeUnits,
  licences,
  signInActivity,
]
