import type { Fact } from './fact.ts'

const fact = <const Name extends string>(definition: Fact<Name>): Fact<Name> => definition

export const person = fact({
  table: 'person',
  shape: 'entity',
  resource: 'users',
  key: { person_id: 'uuid' },
  values: {
    display_name: 'text',
    given_name: 'text',
    surname: 'text',
    user_principal_name: 'text',
    mail: 'text',
    employee_id: 'text',
    employee_type: 'text',
    employee_hire_date: 'timestamptz',
    employee_leave_date: 'timestamptz',
    job_title: 'text',
    department: 'text',
    company_name: 'text',
    office_location: 'text',
    city: 'text',
    country: 'text',
    usage_location: 'text',
    cost_center: 'text',
    division: 'text',
    business_phones: 'text[]',
    mobile_phone: 'text',
    account_enabled: 'boolean',
    user_type: 'text',
    on_premises_sync_enabled: 'boolean',
    created_date_time: 'timestamptz',
    licence_sku_ids: 'uuid[]',
  },
})

export const directoryGroup = fact({
  table: 'directory_group',
  shape: 'entity',
  resource: 'groups',
  key: { group_id: 'uuid' },
  values: {
    display_name: 'text',
    description: 'text',
    mail: 'text',
    mail_enabled: 'boolean',
    security_enabled: 'boolean',
    group_types: 'text[]',
    membership_rule: 'text',
    is_assignable_to_role: 'boolean',
    on_premises_sync_enabled: 'boolean',
    visibility: 'text',
    created_date_time: 'timestamptz',
  },
})

export const servicePrincipal = fact({
  table: 'service_principal',
  shape: 'entity',
  resource: 'servicePrincipals',
  key: { service_principal_id: 'uuid' },
  values: {
    app_id: 'uuid',
    display_name: 'text',
    publisher: 'text',
    service_principal_type: 'text',
    account_enabled: 'boolean',
    app_role_assignment_required: 'boolean',
    app_owner_organization_id: 'uuid',
    homepage: 'text',
    sign_in_audience: 'text',
    tags: 'text[]',
    app_roles: 'jsonb',
  },
})

export const administrativeUnit = fact({
  table: 'administrative_unit',
  shape: 'entity',
  resource: 'administrativeUnits',
  key: { administrative_unit_id: 'uuid' },
  values: { display_name: 'text', description: 'text', visibility: 'text' },
})

/** A person's manager is a link in Graph: what a delta page does not say of it is unchanged, not cleared. */
export const personManager = fact({
  table: 'person_manager',
  shape: 'edge',
  hangsOn: 'person',
  resource: 'users',
  key: { person_id: 'uuid' },
  values: { manager_id: 'uuid' },
})

export const groupMember = fact({
  table: 'group_member',
  shape: 'edge',
  hangsOn: 'directory_group',
  resource: 'groups',
  key: { group_id: 'uuid', member_id: 'uuid' },
  values: { member_type: 'text' },
})

export const groupOwner = fact({
  table: 'group_owner',
  shape: 'edge',
  hangsOn: 'directory_group',
  resource: 'groups',
  key: { group_id: 'uuid', owner_id: 'uuid' },
  values: { owner_type: 'text' },
})

export const servicePrincipalOwner = fact({
  table: 'service_principal_owner',
  shape: 'edge',
  hangsOn: 'service_principal',
  resource: 'servicePrincipalOwners',
  key: { service_principal_id: 'uuid', owner_id: 'uuid' },
  values: { owner_type: 'text' },
})

export const administrativeUnitMember = fact({
  table: 'administrative_unit_member',
  shape: 'edge',
  hangsOn: 'administrative_unit',
  resource: 'administrativeUnits',
  key: { administrative_unit_id: 'uuid', member_id: 'uuid' },
  values: { member_type: 'text' },
})

export const appRoleAssignment = fact({
  table: 'app_role_assignment',
  shape: 'edge',
  resource: 'appRoleAssignments',
  key: { assignment_id: 'text' },
  values: {
    resource_id: 'uuid',
    principal_id: 'uuid',
    principal_type: 'text',
    app_role_id: 'uuid',
    created_date_time: 'timestamptz',
  },
})

export const permissionGrant = fact({
  table: 'permission_grant',
  shape: 'edge',
  resource: 'permissionGrants',
  key: { permission_grant_id: 'text' },
  values: { client_id: 'uuid', resource_id: 'uuid', consent_type: 'text', principal_id: 'uuid', scope: 'text' },
})

/** In the order in which a merge applies them: entities before the edges between them. */
export const facts: readonly Fact[] = [
  person,
  directoryGroup,
  servicePrincipal,
  administrativeUnit,
  personManager,
  groupMember,
  groupOwner,
  servicePrincipalOwner,
  administrativeUnitMember,
  appRoleAssignment,
  permissionGrant,
]
