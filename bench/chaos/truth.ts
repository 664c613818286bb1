import { z } from 'zod'
import { type Facts, noFacts, type Table, textOf } from './facts.ts'

const Links = z.array(z.string()).default([])
const Thing = z.looseObject({ id: z.string() })

/** The simulator's own account of a tenancy: `GET /_control/state`. */
export const Tenancy = z.object({
  users: z.array(Thing.extend({ manager: z.string().nullish() })),
  groups: z.array(Thing.extend({ members: Links, owners: Links, groupTypes: z.array(z.string()) })),
  devices: z.array(Thing),
  servicePrincipals: z.array(Thing.extend({ owners: Links })),
  administrativeUnits: z.array(Thing.extend({ members: Links })),
  appRoleAssignments: z.array(Thing),
  oauth2PermissionGrants: z.array(Thing.extend({ scope: z.string().nullish() })),
  deleted: z.array(Thing.extend({ kind: z.string() })),
})
export type Tenancy = z.infer<typeof Tenancy>

type Plain = Record<string, unknown>
const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** What Atrium should remember of a tenancy, worked out from Microsoft's documentation and not from Atrium's code. */
export function factsOf(tenancy: Tenancy): Facts {
  const facts = noFacts()
  const kinds = new Map<string, string>([
    ...tenancy.users.map(({ id }) => [id, 'user'] as const),
    ...tenancy.groups.map(({ id }) => [id, 'group'] as const),
    ...tenancy.servicePrincipals.map(({ id }) => [id, 'servicePrincipal'] as const),
    ...tenancy.devices.map(({ id }) => [id, 'device'] as const),
  ])
  const put = (table: Table, key: readonly string[], values: Plain): void =>
    void facts[table].set(key.join(' '), textOf(table, values))
  const link = (table: Table, from: string, role: 'member' | 'owner', ids: readonly string[]): void => {
    for (const id of ids) put(table, [from, id], { [`${role}_type`]: kinds.get(id) ?? 'unknown' })
  }
  for (const user of tenancy.users) {
    put('person', [user.id], personOf(user))
    if (user.manager) put('person_manager', [user.id], { manager_id: user.manager })
  }
  for (const group of tenancy.groups) {
    put('directory_group', [group.id], groupOf(group))
    link('group_member', group.id, 'member', group.members)
    link('group_owner', group.id, 'owner', group.owners)
  }
  for (const application of tenancy.servicePrincipals) {
    put('service_principal', [application.id], applicationOf(application))
    link('service_principal_owner', application.id, 'owner', application.owners)
  }
  for (const unit of tenancy.administrativeUnits) {
    const { id, displayName, description, visibility } = unit
    put('administrative_unit', [id], { display_name: displayName, description, visibility })
    link('administrative_unit_member', id, 'member', unit.members)
  }
  for (const one of tenancy.appRoleAssignments)
    put('app_role_assignment', [one.id], {
      resource_id: one.resourceId,
      principal_id: one.principalId,
      principal_type: one.principalType,
      app_role_id: one.appRoleId,
      created_date_time: one.createdDateTime,
    })
  for (const grant of tenancy.oauth2PermissionGrants)
    put('permission_grant', [grant.id], {
      client_id: grant.clientId,
      resource_id: grant.resourceId,
      consent_type: grant.consentType,
      principal_id: grant.principalId,
      scope: (grant.scope ?? '').split(' ').filter(Boolean).sort().join(' '),
    })
  return facts
}

const personOf = (user: Plain): Plain => ({
  display_name: user.displayName,
  given_name: user.givenName,
  surname: user.surname,
  user_principal_name: user.userPrincipalName,
  mail: user.mail,
  employee_id: user.employeeId,
  employee_type: user.employeeType,
  employee_hire_date: user.employeeHireDate,
  job_title: user.jobTitle,
  department: user.department,
  company_name: user.companyName,
  office_location: user.officeLocation,
  city: user.city,
  country: user.country,
  usage_location: user.usageLocation,
  cost_center: at(user.employeeOrgData, 'costCenter'),
  division: at(user.employeeOrgData, 'division'),
  business_phones: user.businessPhones,
  mobile_phone: user.mobilePhone,
  account_enabled: user.accountEnabled,
  user_type: user.userType,
  on_premises_sync_enabled: user.onPremisesSyncEnabled,
  created_date_time: user.createdDateTime,
  licence_sku_ids: list(user.assignedLicenses)
    .map((licence) => String(at(licence, 'skuId')))
    .sort(),
})

const groupOf = (group: Plain): Plain => ({
  display_name: group.displayName,
  description: group.description,
  mail: group.mail,
  mail_enabled: group.mailEnabled,
  security_enabled: group.securityEnabled,
  group_types: group.groupTypes,
  membership_rule: group.membershipRule,
  is_assignable_to_role: group.isAssignableToRole,
  on_premises_sync_enabled: group.onPremisesSyncEnabled,
  visibility: group.visibility,
  created_date_time: group.createdDateTime,
})

const applicationOf = (application: Plain): Plain => ({
  app_id: application.appId,
  display_name: application.displayName,
  publisher: at(application.verifiedPublisher, 'displayName'),
  service_principal_type: application.servicePrincipalType,
  account_enabled: application.accountEnabled,
  app_role_assignment_required: application.appRoleAssignmentRequired,
  app_owner_organization_id: application.appOwnerOrganizationId,
  homepage: application.homepage,
  sign_in_audience: application.signInAudience,
  tags: application.tags,
  app_roles: list(application.appRoles).map((role) =>
    Object.fromEntries(
      ['id', 'displayName', 'description', 'value', 'allowedMemberTypes', 'isEnabled'].map((name) => [
        name,
        at(role, name),
      ]),
    ),
  ),
})
