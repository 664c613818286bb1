import type { Route } from '../../route.ts'
import { administrativeUnitRoutes } from './administrative-units.ts'
import { appRoleAssignmentRoutes } from './app-role-assignments.ts'
import { applicationOwnerRoutes } from './application-owners.ts'
import { applicationRoutes } from './applications.ts'
import { deletedItemRoutes } from './deleted-items.ts'
import { directoryAuditRoutes } from './directory-audits.ts'
import { directoryObjectRoutes } from './directory-objects.ts'
import { directoryRoleRoutes } from './directory-roles.ts'
import { domainRoutes } from './domains.ts'
import { groupMemberRoutes } from './group-members.ts'
import { groupRoutes } from './groups.ts'
import { membershipRoutes } from './membership-functions.ts'
import { organizationRoutes } from './organization.ts'
import { permissionGrantRoutes } from './permission-grants.ts'
import { photoRoutes } from './photos.ts'
import { roleManagementRoutes } from './role-management.ts'
import { servicePrincipalRoutes } from './service-principals.ts'
import { managerRoutes } from './user-manager.ts'
import { userRoutes } from './users.ts'
import { validatePropertiesRoutes } from './validate-properties.ts'

/** The directory: people, groups, applications, roles, and what connects them. */
export const directoryRoutes: readonly Route[] = [
  ...userRoutes,
  ...managerRoutes,
  ...photoRoutes,
  ...groupRoutes,
  ...groupMemberRoutes,
  ...membershipRoutes,
  ...administrativeUnitRoutes,
  ...servicePrincipalRoutes,
  ...applicationRoutes,
  ...applicationOwnerRoutes,
  ...appRoleAssignmentRoutes,
  ...permissionGrantRoutes,
  ...directoryObjectRoutes,
  ...validatePropertiesRoutes,
  ...deletedItemRoutes,
  ...directoryRoleRoutes,
  ...roleManagementRoutes,
  ...organizationRoutes,
  ...domainRoutes,
  ...directoryAuditRoutes,
]
