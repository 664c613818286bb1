import type { z } from 'zod'
import type { PersonRow } from '../sql/people.ts'
import type { AttributeSource, Person, PersonState } from './person.ts'

export const stateOf = ({ presence, account_enabled }: Pick<PersonRow, 'presence' | 'account_enabled'>): PersonState =>
  presence !== 'present' ? presence : account_enabled === false ? 'blocked' : 'active'

export const instant = (date: Date | null): string | null => date?.toISOString() ?? null

/** A row of the directory as callers see it. */
export const personOf = (row: PersonRow): Person => ({
  id: row.person_id,
  state: stateOf(row),
  displayName: row.display_name,
  givenName: row.given_name,
  surname: row.surname,
  userPrincipalName: row.user_principal_name,
  mail: row.mail,
  workEmail: row.work_email,
  employeeId: row.employee_id,
  employeeType: row.employee_type,
  employeeHireDate: instant(row.employee_hire_date),
  employeeLeaveDate: instant(row.employee_leave_date),
  jobTitle: row.job_title,
  department: row.department,
  companyName: row.company_name,
  officeLocation: row.office_location,
  city: row.city,
  country: row.country,
  usageLocation: row.usage_location,
  costCenter: row.cost_center,
  division: row.division,
  businessPhones: row.business_phones ?? [],
  mobilePhone: row.mobile_phone,
  accountEnabled: row.account_enabled,
  userType: row.user_type,
  onPremisesSyncEnabled: row.on_premises_sync_enabled,
  createdDateTime: instant(row.created_date_time),
  licenceSkuIds: row.licence_sku_ids ?? [],
  manager: row.manager_id === null ? null : { id: row.manager_id, displayName: row.manager_name },
  validFrom: row.valid_from.toISOString(),
})

type Source = z.infer<typeof AttributeSource>

const graph = (attribute: string, property = attribute, permission = 'User.Read.All'): Source => ({
  attribute,
  source: 'Microsoft Graph',
  property,
  permission,
})

/** Where each attribute of a person comes from (learn.microsoft.com/graph/api/resources/user). */
export const personSources = (row: Pick<PersonRow, 'mail'>): Source[] => [
  {
    attribute: 'state',
    source: 'Atrium',
    property: 'accountEnabled, and whether Microsoft still names the person',
    permission: 'User.Read.All',
  },
  {
    attribute: 'workEmail',
    source: 'Atrium',
    property: row.mail === null ? 'userPrincipalName' : 'mail',
    permission: 'User.Read.All',
  },
  ...[
    'displayName',
    'givenName',
    'surname',
    'userPrincipalName',
    'mail',
    'employeeId',
    'employeeType',
    'employeeHireDate',
    'jobTitle',
    'department',
    'companyName',
    'officeLocation',
    'city',
    'country',
    'usageLocation',
    'businessPhones',
    'mobilePhone',
    'accountEnabled',
    'userType',
    'onPremisesSyncEnabled',
    'createdDateTime',
    'manager',
  ].map((attribute) => graph(attribute)),
  graph('costCenter', 'employeeOrgData.costCenter'),
  graph('division', 'employeeOrgData.division'),
  graph('employeeLeaveDate', 'employeeLeaveDateTime', 'User-LifeCycleInfo.Read.All'),
  graph('licenceSkuIds', 'assignedLicenses'),
  graph('signInActivity', 'signInActivity', 'AuditLog.Read.All'),
]
