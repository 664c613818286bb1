import type {
  AdministrativeUnit,
  AdministrativeUnitDelta,
  AppRoleAssignment,
  DirectoryObjectReference,
  Group,
  LinkChange,
  OAuth2PermissionGrant,
  OwnedObject,
  RemovedObject,
  ServicePrincipal,
  User,
} from '../../../microsoft/index.ts'
import {
  administrativeUnit,
  administrativeUnitMember,
  appRoleAssignment,
  directoryGroup,
  groupMember,
  groupOwner,
  permissionGrant,
  person,
  personManager,
  servicePrincipal,
  servicePrincipalOwner,
} from '../facts/facts.ts'
import type { FactRows, StagedRow } from '../facts/stage.ts'

/** Graph's objects as rows. Absent attributes of a whole object are null; an object that carries only links says nothing of its attributes. */
export const usersAsRows = (users: readonly User[], removed: readonly RemovedObject[]): FactRows[] => [
  {
    fact: person,
    rows: [...users.filter(saysMoreThanLinks).map(personRow), ...removed.map((gone) => goneRow('person_id', gone))],
  },
  managersAsRows(users),
]

/** Who reports to whom, of people whose attributes were read elsewhere. */
export const managersAsRows = (users: readonly User[]): FactRows => ({
  fact: personManager,
  rows: users.flatMap(managerRow),
})

export const groupsAsRows = (groups: readonly Group[], removed: readonly RemovedObject[]): FactRows[] => [
  {
    fact: directoryGroup,
    rows: [...groups.filter(saysMoreThanLinks).map(groupRow), ...removed.map((gone) => goneRow('group_id', gone))],
  },
  {
    fact: groupMember,
    rows: groups.flatMap((group) => linkRows(group['members@delta'], { group_id: group.id }, 'member')),
  },
  {
    fact: groupOwner,
    rows: groups.flatMap((group) => linkRows(group['owners@delta'], { group_id: group.id }, 'owner')),
  },
]

export const servicePrincipalsAsRows = (
  objects: readonly ServicePrincipal[],
  removed: readonly RemovedObject[],
): FactRows[] => [
  {
    fact: servicePrincipal,
    rows: [
      ...objects.filter(saysMoreThanLinks).map(servicePrincipalRow),
      ...removed.map((gone) => goneRow('service_principal_id', gone)),
    ],
  },
]

export const assignmentsAsRows = (assignments: readonly AppRoleAssignment[]): FactRows => ({
  fact: appRoleAssignment,
  rows: assignments.map((assignment) => ({
    values: {
      assignment_id: assignment.id,
      resource_id: assignment.resourceId,
      principal_id: assignment.principalId,
      principal_type: assignment.principalType,
      app_role_id: assignment.appRoleId,
      created_date_time: assignment.createdDateTime ?? null,
    },
  })),
})

export const ownersAsRows = (servicePrincipalId: string, owners: readonly DirectoryObjectReference[]): FactRows => ({
  fact: servicePrincipalOwner,
  rows: owners.map((owner) => ({
    values: {
      service_principal_id: servicePrincipalId,
      owner_id: owner.id,
      owner_type: objectType(owner['@odata.type']),
    },
  })),
})

export const ownerChangesAsRows = (owned: readonly OwnedObject[]): FactRows => ({
  fact: servicePrincipalOwner,
  rows: owned.flatMap((object) => linkRows(object['owners@delta'], { service_principal_id: object.id }, 'owner')),
})

export const grantsAsRows = (
  grants: readonly OAuth2PermissionGrant[],
  removed: readonly RemovedObject[],
): FactRows => ({
  fact: permissionGrant,
  rows: [
    ...grants.map(grantRow),
    ...removed.map(({ id }) => ({ values: { permission_grant_id: id }, removed: 'deleted' as const })),
  ],
})

const grantRow = (grant: OAuth2PermissionGrant): StagedRow => ({
  values: {
    permission_grant_id: grant.id,
    client_id: grant.clientId,
    resource_id: grant.resourceId,
    consent_type: grant.consentType,
    principal_id: grant.principalId ?? null,
    // Graph gives the scopes with stray blanks and in no fixed order; what counts is which they are
    scope: (grant.scope ?? '').split(' ').filter(Boolean).sort().join(' '),
  },
})

/** Units with the changes of their members, where these were asked for. */
export const administrativeUnitsAsRows = (
  units: readonly AdministrativeUnitDelta[],
  removed: readonly RemovedObject[],
): FactRows[] => [
  {
    fact: administrativeUnit,
    rows: [
      ...units.filter(saysMoreThanLinks).map(unitRow),
      ...removed.map((gone) => goneRow('administrative_unit_id', gone)),
    ],
  },
  {
    fact: administrativeUnitMember,
    rows: units.flatMap((unit) => linkRows(unit['members@delta'], { administrative_unit_id: unit.id }, 'member')),
  },
]

export const unitMembersAsRows = (unitId: string, members: readonly DirectoryObjectReference[]): FactRows => ({
  fact: administrativeUnitMember,
  rows: members.map((member) => ({
    values: {
      administrative_unit_id: unitId,
      member_id: member.id,
      member_type: objectType(member['@odata.type']),
    },
  })),
})

const unitRow = (unit: AdministrativeUnit): StagedRow => ({
  values: {
    administrative_unit_id: unit.id,
    display_name: unit.displayName ?? null,
    description: unit.description ?? null,
    visibility: unit.visibility ?? null,
  },
})

/** What kind of object an edge points to, in Graph's words: `user`, `group`, `servicePrincipal`, `device`, `orgContact`. */
const objectType = (odataType: string | undefined): string => odataType?.replace('#microsoft.graph.', '') ?? 'unknown'

const saysMoreThanLinks = (object: object): boolean =>
  Object.keys(object).some((key) => key !== 'id' && !key.endsWith('@delta'))

const goneRow = (key: string, { id, reason }: RemovedObject): StagedRow => ({
  values: { [key]: id.toLowerCase() },
  removed: reason,
})

const linkRows = (
  links: readonly LinkChange[] | undefined,
  from: Record<string, string>,
  role: 'member' | 'owner',
): StagedRow[] =>
  (links ?? []).map((link) => ({
    values: { ...from, [`${role}_id`]: link.id, [`${role}_type`]: objectType(link['@odata.type']) },
    ...(link['@removed'] && { removed: 'deleted' as const }),
  }))

function managerRow({ id, 'manager@delta': links }: User): StagedRow[] {
  if (!links || links.length === 0) return []
  // a change of manager comes as the new link beside the removed old one
  const current = links.find((link) => !link['@removed'])
  return [
    current
      ? { values: { person_id: id, manager_id: current.id } }
      : { values: { person_id: id, manager_id: null }, removed: 'deleted' },
  ]
}

const personRow = (user: User): StagedRow => ({
  values: {
    person_id: user.id,
    display_name: user.displayName ?? null,
    given_name: user.givenName ?? null,
    surname: user.surname ?? null,
    user_principal_name: user.userPrincipalName ?? null,
    mail: user.mail ?? null,
    employee_id: user.employeeId ?? null,
    employee_type: user.employeeType ?? null,
    employee_hire_date: user.employeeHireDate ?? null,
    employee_leave_date: user.employeeLeaveDateTime ?? null,
    job_title: user.jobTitle ?? null,
    department: user.department ?? null,
    company_name: user.companyName ?? null,
    office_location: user.officeLocation ?? null,
    city: user.city ?? null,
    country: user.country ?? null,
    usage_location: user.usageLocation ?? null,
    cost_center: user.employeeOrgData?.costCenter ?? null,
    division: user.employeeOrgData?.division ?? null,
    business_phones: user.businessPhones ?? null,
    mobile_phone: user.mobilePhone ?? null,
    account_enabled: user.accountEnabled ?? null,
    user_type: user.userType ?? null,
    on_premises_sync_enabled: user.onPremisesSyncEnabled ?? null,
    created_date_time: user.createdDateTime ?? null,
    licence_sku_ids: user.assignedLicenses?.flatMap(({ skuId }) => skuId ?? []).sort() ?? null,
  },
})

const groupRow = (group: Group): StagedRow => ({
  values: {
    group_id: group.id,
    display_name: group.displayName ?? null,
    description: group.description ?? null,
    mail: group.mail ?? null,
    mail_enabled: group.mailEnabled ?? null,
    security_enabled: group.securityEnabled ?? null,
    group_types: group.groupTypes ?? null,
    membership_rule: group.membershipRule ?? null,
    is_assignable_to_role: group.isAssignableToRole ?? null,
    on_premises_sync_enabled: group.onPremisesSyncEnabled ?? null,
    visibility: group.visibility ?? null,
    created_date_time: group.createdDateTime ?? null,
  },
})

const servicePrincipalRow = (object: ServicePrincipal): StagedRow => ({
  values: {
    service_principal_id: object.id,
    app_id: object.appId ?? null,
    display_name: object.displayName ?? null,
    publisher: object.verifiedPublisher?.displayName ?? null,
    service_principal_type: object.servicePrincipalType ?? null,
    account_enabled: object.accountEnabled ?? null,
    app_role_assignment_required: object.appRoleAssignmentRequired ?? null,
    app_owner_organization_id: object.appOwnerOrganizationId ?? null,
    homepage: object.homepage ?? null,
    sign_in_audience: object.signInAudience ?? null,
    tags: object.tags ?? null,
    app_roles: object.appRoles ?? null,
  },
})
