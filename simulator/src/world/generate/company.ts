/** The invented utility company: what its departments, places and licences are. Data only. */

export interface Department {
  readonly name: string
  readonly division: string
  readonly code: string
  /** Share of the staff, in parts of the sum of all shares. */
  readonly share: number
  /** From the head of the department down to its people. */
  readonly titles: readonly [string, string, ...string[]]
  /** People of the field have other licences and employee types. */
  readonly field: boolean
}

export const DEPARTMENTS: readonly Department[] = [
  {
    name: 'Grid Operations',
    division: 'Networks',
    code: '1100',
    share: 16,
    field: true,
    titles: [
      'Head of Grid Operations',
      'Control Room Manager',
      'Grid Operator',
      'Switching Engineer',
      'Line Technician',
    ],
  },
  {
    name: 'Field Services',
    division: 'Networks',
    code: '1200',
    share: 20,
    field: true,
    titles: ['Head of Field Services', 'Area Manager', 'Crew Lead', 'Field Technician', 'Cable Jointer'],
  },
  {
    name: 'Asset Management',
    division: 'Networks',
    code: '1300',
    share: 6,
    field: false,
    titles: ['Head of Asset Management', 'Asset Manager', 'Asset Planner', 'Reliability Engineer'],
  },
  {
    name: 'Generation',
    division: 'Production',
    code: '2100',
    share: 12,
    field: true,
    titles: ['Head of Generation', 'Plant Manager', 'Shift Supervisor', 'Plant Operator', 'Maintenance Fitter'],
  },
  {
    name: 'Water and Wastewater',
    division: 'Production',
    code: '2200',
    share: 9,
    field: true,
    titles: ['Head of Water', 'Works Manager', 'Process Engineer', 'Works Operator', 'Laboratory Analyst'],
  },
  {
    name: 'Renewables',
    division: 'Production',
    code: '2300',
    share: 5,
    field: false,
    titles: ['Head of Renewables', 'Wind Park Manager', 'Project Engineer', 'Site Coordinator'],
  },
  {
    name: 'Customer Service',
    division: 'Customers',
    code: '3100',
    share: 10,
    field: false,
    titles: ['Head of Customer Service', 'Contact Centre Manager', 'Team Lead Contact Centre', 'Customer Advisor'],
  },
  {
    name: 'Metering and Billing',
    division: 'Customers',
    code: '3200',
    share: 6,
    field: false,
    titles: ['Head of Metering and Billing', 'Billing Manager', 'Meter Data Analyst', 'Billing Clerk'],
  },
  {
    name: 'Energy Trading',
    division: 'Customers',
    code: '3300',
    share: 3,
    field: false,
    titles: ['Head of Energy Trading', 'Portfolio Manager', 'Trader', 'Risk Analyst'],
  },
  {
    name: 'Health, Safety and Environment',
    division: 'Corporate',
    code: '4100',
    share: 3,
    field: false,
    titles: ['Head of HSE', 'Safety Manager', 'Safety Advisor', 'Environmental Specialist'],
  },
  {
    name: 'Information Technology',
    division: 'Corporate',
    code: '4200',
    share: 7,
    field: false,
    titles: ['Head of IT', 'IT Manager', 'Systems Engineer', 'Service Desk Analyst', 'Software Engineer'],
  },
  {
    name: 'Operational Technology Security',
    division: 'Corporate',
    code: '4250',
    share: 2,
    field: false,
    titles: ['Head of OT Security', 'Security Lead', 'Security Analyst'],
  },
  {
    name: 'Finance',
    division: 'Corporate',
    code: '4300',
    share: 5,
    field: false,
    titles: ['Head of Finance', 'Finance Manager', 'Controller', 'Accountant'],
  },
  {
    name: 'Human Resources',
    division: 'Corporate',
    code: '4400',
    share: 3,
    field: false,
    titles: ['Head of Human Resources', 'HR Manager', 'HR Business Partner', 'Payroll Specialist'],
  },
  {
    name: 'Procurement',
    division: 'Corporate',
    code: '4500',
    share: 3,
    field: false,
    titles: ['Head of Procurement', 'Category Manager', 'Buyer', 'Warehouse Clerk'],
  },
  {
    name: 'Legal and Regulatory',
    division: 'Corporate',
    code: '4600',
    share: 2,
    field: false,
    titles: ['Head of Legal', 'Senior Counsel', 'Counsel', 'Regulatory Analyst'],
  },
  {
    name: 'Communications',
    division: 'Corporate',
    code: '4700',
    share: 1,
    field: false,
    titles: ['Head of Communications', 'Communications Manager', 'Editor'],
  },
]

export interface Place {
  readonly city: string
  readonly country: string
  readonly countryCode: string
  readonly state: string
  readonly postalCode: string
  readonly street: string
  readonly offices: readonly string[]
  readonly phonePrefix: string
}

export const PLACES: readonly Place[] = [
  {
    city: 'Northhaven',
    country: 'Germany',
    countryCode: 'DE',
    state: 'Lower Saxony',
    postalCode: '26990',
    street: 'Deichstrasse 1',
    offices: ['HQ/1', 'HQ/2', 'HQ/3', 'Control Centre'],
    phonePrefix: '+49 4499 555',
  },
  {
    city: 'Eastbrook',
    country: 'Germany',
    countryCode: 'DE',
    state: 'Saxony',
    postalCode: '01990',
    street: 'Werkstrasse 12',
    offices: ['Depot East', 'Plant East/1', 'Plant East/2'],
    phonePrefix: '+49 3599 555',
  },
  {
    city: 'Lakeside',
    country: 'Austria',
    countryCode: 'AT',
    state: 'Vorarlberg',
    postalCode: '6999',
    street: 'Seeufer 7',
    offices: ['Waterworks', 'Depot Lake'],
    phonePrefix: '+43 5599 555',
  },
  {
    city: 'Westmark',
    country: 'Netherlands',
    countryCode: 'NL',
    state: 'Gelderland',
    postalCode: '6999 ZZ',
    street: 'Havenweg 30',
    offices: ['Contact Centre', 'Depot West'],
    phonePrefix: '+31 26 555',
  },
  {
    city: 'Fjordby',
    country: 'Denmark',
    countryCode: 'DK',
    state: 'Southern Denmark',
    postalCode: '6990',
    street: 'Havnegade 4',
    offices: ['Wind Park Office'],
    phonePrefix: '+45 55 55',
  },
]

export interface Sku {
  readonly skuId: string
  readonly skuPartNumber: string
  readonly plans: readonly { servicePlanId: string; servicePlanName: string; service: string }[]
}

const plan = (servicePlanId: string, servicePlanName: string, service: string) => ({
  servicePlanId,
  servicePlanName,
  service,
})
const EXCHANGE = plan('efb87545-963c-4e0d-99df-69c6916d9eb0', 'EXCHANGE_S_ENTERPRISE', 'exchange')
const SHAREPOINT = plan('5dbe027f-2339-4123-9542-606e4d348a72', 'SHAREPOINTENTERPRISE', 'SharePoint')
const TEAMS = plan('57ff2da0-773e-42df-b2af-ffb7a2317929', 'TEAMS1', 'TeamspaceAPI')
const ENTRA_P1 = plan('41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM', 'AADPremiumService')
const ENTRA_P2 = plan('eec0eb4f-6444-4f95-aba0-50c24d67f998', 'AAD_PREMIUM_P2', 'AADPremiumService')

/** Product identifiers as Microsoft publishes them ("Product names and service plan identifiers for licensing"). */
export const SKUS = {
  e5: {
    skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
    skuPartNumber: 'SPE_E5',
    plans: [EXCHANGE, SHAREPOINT, TEAMS, ENTRA_P1, ENTRA_P2],
  },
  e3: {
    skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965',
    skuPartNumber: 'SPE_E3',
    plans: [EXCHANGE, SHAREPOINT, TEAMS, ENTRA_P1],
  },
  f3: { skuId: '66b55226-6b4f-492c-910c-a3b7a3c9d993', skuPartNumber: 'SPE_F1', plans: [TEAMS, ENTRA_P1] },
  powerBi: {
    skuId: 'f8a1db68-be16-40ed-86d5-cb42ce701560',
    skuPartNumber: 'POWER_BI_PRO',
    plans: [plan('70d33638-9c74-4d01-bfd3-562de28bd4ba', 'BI_AZURE_P2', 'PowerBI')],
  },
} satisfies Record<string, Sku>
