import type { z } from 'zod'
import type { ApplicationRow, AppRoleJson } from '../sql/applications.ts'
import type { Application, AppRole } from './application.ts'

export const appRoleOf = (role: AppRoleJson): z.infer<typeof AppRole> => ({
  id: role.id,
  value: role.value ?? null,
  displayName: role.displayName ?? null,
  isEnabled: role.isEnabled ?? true,
})

/** The role of an assignment; null is the default access, whose id is all zeros, and a role that the application has dropped. */
export const assignedRole = (roles: readonly AppRoleJson[] | null, id: string): z.infer<typeof AppRole> | null => {
  const role = roles?.find((one) => one.id === id)
  return role ? appRoleOf(role) : null
}

export const applicationOf = (row: ApplicationRow): z.infer<typeof Application> => ({
  id: row.service_principal_id,
  appId: row.app_id,
  presence: row.presence,
  displayName: row.display_name,
  publisher: row.publisher,
  servicePrincipalType: row.service_principal_type,
  accountEnabled: row.account_enabled,
  appRoleAssignmentRequired: row.app_role_assignment_required,
  homeTenantId: row.app_owner_organization_id,
  homepage: row.homepage,
  signInAudience: row.sign_in_audience,
  tags: row.tags ?? [],
  appRoles: (row.app_roles ?? []).map(appRoleOf),
  validFrom: row.valid_from.toISOString(),
})
