import { isoSeconds } from '../clock.ts'
import { GRAPH_APP_ID } from '../generate/graph-principal.ts'
import { DIRECTORY_ROLES } from '../generate/roles.ts'
import { type Properties, textOf } from '../model.ts'
import { guidOf } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { wholePolicy } from './access-policy.ts'
import type { AccessObject } from './conditional-access.ts'

const DAY = 86_400_000

/** Roles whose holders read and cannot change anything. */
const READERS = new Set(['Global Reader', 'Security Reader'])

const PRIVILEGED = DIRECTORY_ROLES.filter(({ name }) => !READERS.has(name)).map(({ templateId }) => templateId)

/** The named locations and policies that a generated company has. `anchor` is the instant its dates are reckoned from. */
export function generatedAccess(tenancy: Tenancy, anchor: number): AccessObject[] {
  const { tenantId, domain } = tenancy.profile
  const made = { createdDateTime: isoSeconds(anchor - 300 * DAY), modifiedDateTime: isoSeconds(anchor - 40 * DAY) }
  const idOf = (name: string) => guidOf(`${tenantId}/conditional-access/${name}`)
  const emergency = tenancy.findByKey('user', `admin@${domain}`)?.id
  const facts = { emergency: emergency === undefined ? [] : [emergency], scada: scadaOf(tenancy) }
  return [
    ...LOCATIONS.map(({ kind, ...properties }) => ({
      id: idOf(String(properties.displayName)),
      kind,
      properties: { ...properties, ...made },
    })),
    ...policies(facts).map((policy) => ({
      id: idOf(String(policy.displayName)),
      kind: 'conditionalAccessPolicy' as const,
      properties: wholePolicy({ ...policy, ...made }),
    })),
  ]
}

const LOCATIONS = [
  {
    kind: 'ipNamedLocation' as const,
    displayName: 'Headquarters and depots',
    ipRanges: [
      { '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '198.51.100.0/24' },
      { '@odata.type': '#microsoft.graph.iPv6CidrRange', cidrAddress: '2001:db8:51::/48' },
    ],
    isTrusted: true,
  },
  {
    kind: 'countryNamedLocation' as const,
    countriesAndRegions: ['AT', 'DE', 'DK', 'NL'],
    countryLookupMethod: 'clientIpAddress',
    displayName: 'Countries of operation',
    includeUnknownCountriesAndRegions: false,
  },
]

interface CompanyFacts {
  /** The account that no policy may lock out. */
  readonly emergency: string[]
  /** appIds of what controls the plants. */
  readonly scada: string[]
}

/** Named by the scheme of learn.microsoft.com/entra/identity/conditional-access/plan-conditional-access. */
function policies({ emergency, scada }: CompanyFacts): Properties[] {
  const everyone = { includeUsers: ['All'], excludeUsers: emergency }
  const administrators = { includeRoles: PRIVILEGED, excludeUsers: emergency }
  const everything = { includeApplications: ['All'] }
  return [
    {
      displayName: 'CA001: Require multifactor authentication for administrators',
      state: 'enabled',
      conditions: { applications: everything, users: administrators },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    },
    {
      displayName: 'CA002: Block legacy authentication',
      state: 'enabled',
      conditions: { applications: everything, users: everyone, clientAppTypes: ['exchangeActiveSync', 'other'] },
      grantControls: { operator: 'OR', builtInControls: ['block'] },
    },
    {
      displayName: 'CA003: Require multifactor authentication for all users',
      state: 'enabledForReportingButNotEnforced',
      conditions: {
        applications: everything,
        users: everyone,
        locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
      },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    },
    {
      displayName: 'CA004: Require a compliant device for SCADA',
      state: 'enabled',
      conditions: { applications: { includeApplications: scada }, users: everyone },
      grantControls: { operator: 'OR', builtInControls: ['compliantDevice', 'domainJoinedDevice'] },
    },
    {
      displayName: 'CA005: Shorter sessions for administrators',
      state: 'enabled',
      conditions: { applications: everything, users: administrators, clientAppTypes: ['browser'] },
      sessionControls: {
        persistentBrowser: { isEnabled: true, mode: 'never' },
        signInFrequency: {
          authenticationType: 'primaryAndSecondaryAuthentication',
          frequencyInterval: 'timeBased',
          isEnabled: true,
          type: 'hours',
          value: 4,
        },
      },
    },
    {
      displayName: 'CA006: Block device code flow',
      state: 'disabled',
      conditions: {
        applications: { includeApplications: [GRAPH_APP_ID] },
        users: everyone,
        authenticationFlows: { transferMethods: 'deviceCodeFlow' },
      },
      grantControls: { operator: 'OR', builtInControls: ['block'] },
    },
  ]
}

function scadaOf(tenancy: Tenancy): string[] {
  const found: string[] = []
  for (const principal of tenancy.store('servicePrincipal'))
    if (textOf(principal, 'displayName')?.includes('SCADA')) found.push(textOf(principal, 'appId') ?? '')
  return found.length > 0 ? found : ['None']
}
