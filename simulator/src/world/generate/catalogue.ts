/** Enterprise applications of the kinds a utility has. Vendors and products are invented. Data only. */

export type AppShape = 'gallery-saml' | 'oidc' | 'own' | 'managed-identity' | 'legacy'

export interface CatalogueFunction {
  readonly name: string
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  /** Whether everyone in the company uses it. */
  readonly broad: boolean
}

const fn = (
  name: string,
  roles: readonly string[],
  scopes: readonly string[] = ['openid', 'profile', 'User.Read'],
  broad = false,
) => ({ name, roles, scopes, broad })

export const FUNCTIONS: readonly CatalogueFunction[] = [
  fn('Work Orders', ['Dispatcher', 'Technician', 'Viewer'], ['User.Read'], true),
  fn('Outage Map', ['Operator', 'Viewer'], ['User.Read'], true),
  fn('SCADA Portal', ['Operator', 'Engineer', 'Auditor']),
  fn('Meter Data', ['Administrator', 'Analyst']),
  fn('Billing', ['Administrator', 'Clerk', 'Approver']),
  fn('Customer Care', ['Agent', 'Supervisor'], ['User.Read', 'Mail.Send']),
  fn('Timesheets', ['User', 'Approver'], ['User.Read'], true),
  fn('Payroll', ['Administrator', 'Auditor']),
  fn('Recruiting', ['Recruiter', 'Interviewer'], ['User.Read', 'Calendars.ReadWrite']),
  fn('Learning', ['Learner', 'Author'], ['User.Read'], true),
  fn('Travel and Expense', ['Traveller', 'Approver'], ['User.Read'], true),
  fn('Contract Archive', ['Reader', 'Editor']),
  fn('Purchasing', ['Buyer', 'Approver']),
  fn('Warehouse', ['Storekeeper', 'Planner']),
  fn('Geographic Information', ['Editor', 'Viewer']),
  fn('Drawing Vault', ['Engineer', 'Reviewer']),
  fn('Safety Reports', ['Reporter', 'Investigator'], ['User.Read'], true),
  fn('Permit to Work', ['Issuer', 'Holder']),
  fn('Visitor Desk', ['Receptionist', 'Host'], ['User.Read', 'Calendars.Read']),
  fn('Fleet', ['Driver', 'Manager']),
  fn('Energy Trading Desk', ['Trader', 'RiskOfficer']),
  fn('Forecasting', ['Analyst']),
  fn('Water Laboratory', ['Analyst', 'Approver']),
  fn('Board Papers', ['Member', 'Secretary']),
  fn('Service Desk', ['Agent', 'Requester'], ['User.Read'], true),
  fn('Source Hosting', ['Developer', 'Owner'], ['User.Read', 'openid', 'profile', 'email']),
  fn('Vulnerability Scanner', ['Operator']),
  fn('Backup Console', ['Operator', 'Auditor']),
  fn('Wiki', ['Reader', 'Editor'], ['User.Read'], true),
  fn('Whiteboard', [], ['User.Read', 'Files.ReadWrite'], true),
  fn('PDF Signing', ['Signer'], ['User.Read', 'Files.Read']),
  fn('Calendar Assistant', [], ['User.Read', 'Calendars.ReadWrite', 'offline_access']),
  fn('Mail Archiver', ['Administrator'], ['Mail.Read', 'offline_access']),
  fn('Survey', ['Author'], ['User.Read']),
  fn('Analytics', ['Creator', 'Viewer']),
  fn('Data Lake Loader', []),
  fn('Document Translation', [], ['Files.Read.All', 'User.Read']),
  fn('Access Badge Bridge', ['Operator']),
  fn('Press Portal', ['Editor']),
  fn('Asset Register', ['Planner', 'Viewer']),
]

export const VENDORS = [
  'Fieldline',
  'Gridwatch',
  'Kestrel',
  'Ledgerly',
  'Norrland',
  'Opaline',
  'Quillstone',
  'Rivermark',
  'Tallow',
  'Voltaire & Sons',
  'Wexcombe',
  'Zephyrine',
] as const

/** Microsoft's own tenancy, which owns the applications Microsoft registers. */
export const MICROSOFT_SERVICES_TENANT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'
