import type { MethodKind } from '../../world/protection/method.ts'
import type { CaseRequest, ContractCase, ContractFixture } from '../contract-case.ts'

/** Which collection holds methods of which type. */
const COLLECTIONS = {
  passwordMethods: 'passwordAuthenticationMethod',
  phoneMethods: 'phoneAuthenticationMethod',
  microsoftAuthenticatorMethods: 'microsoftAuthenticatorAuthenticationMethod',
  fido2Methods: 'fido2AuthenticationMethod',
  windowsHelloForBusinessMethods: 'windowsHelloForBusinessAuthenticationMethod',
  emailMethods: 'emailAuthenticationMethod',
  softwareOathMethods: 'softwareOathAuthenticationMethod',
  temporaryAccessPassMethods: 'temporaryAccessPassAuthenticationMethod',
} satisfies { readonly [segment: string]: MethodKind }

/** The path of a method of a type that somebody has, made when nobody has one. */
async function somebodys(fixture: ContractFixture, segment: string, kind: MethodKind): Promise<string> {
  const { primary } = fixture.cloud.simulator.world
  for (const user of primary.store('user')) {
    const found = primary.protection.methods.of(user).find((method) => method.kind === kind)
    if (user.state === 'live' && found) return `/users/${user.id}/authentication/${segment}/${found.id}`
  }
  const { body } = await fixture.cloud.graph(fixture.path(`/users/{user-id}/authentication/${segment}`), {
    method: 'POST',
    body: {},
  })
  return `${fixture.path(`/users/{user-id}/authentication/${segment}`)}/${body.id}`
}

const methodCases = Object.entries(COLLECTIONS).flatMap(([segment, kind]): ContractCase[] => {
  const template = `/users/{user-id}/authentication/${segment}/{${kind}-id}`
  const request = async (fixture: ContractFixture) => ({ path: await somebodys(fixture, segment, kind) })
  const read = { route: `GET ${template}`, request }
  return kind === 'passwordAuthenticationMethod' ? [read] : [read, { route: `DELETE ${template}`, request }]
})

/** Someone without a phone or address of their own yet, and with a password that is not synchronised. */
function somebodyNew({ cloud }: ContractFixture): string {
  const { primary } = cloud.simulator.world
  for (const user of primary.store('user'))
    if (
      user.state === 'live' &&
      user.properties.userType === 'Guest' &&
      primary.protection.methods.of(user).length === 1
    )
      return user.id
  throw new Error('There is no guest without methods')
}

const POLICY = {
  displayName: 'Test: multifactor authentication for a trial',
  state: 'disabled',
  conditions: { applications: { includeApplications: ['All'] }, users: { includeUsers: ['All'] } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
}

const LOCATION = {
  '@odata.type': '#microsoft.graph.countryNamedLocation',
  displayName: 'Test: a country',
  countriesAndRegions: ['DE'],
}

/** The path of something that was made for the case. */
async function made({ cloud }: ContractFixture, path: string, body: CaseRequest['body']): Promise<string> {
  const reply = await cloud.graph(path, { method: 'POST', ...(body === undefined ? {} : { body }) })
  return `${path}/${reply.body.id}`
}

const ACCESS = '/identity/conditionalAccess'
const METHODS = '/users/{user-id}/authentication'
const STRENGTH = '00000000-0000-0000-0000-000000000004'
const PASSWORD = '28c10230-6103-485e-b985-444c60001490'

/** Authentication methods, conditional access and identity protection. */
export const protectionCases: readonly ContractCase[] = [
  ...methodCases,
  {
    route: `GET ${METHODS}/methods/{authenticationMethod-id}`,
    request: ({ path }) => ({ path: path(`${METHODS}/methods/${PASSWORD}`) }),
  },
  {
    route: `POST ${METHODS}/phoneMethods`,
    request: (fixture) => ({
      path: `/users/${somebodyNew(fixture)}/authentication/phoneMethods`,
      body: { phoneNumber: '+49 4499555123', phoneType: 'mobile' },
    }),
  },
  {
    route: `PATCH ${METHODS}/phoneMethods/{phoneAuthenticationMethod-id}`,
    request: async (fixture) => ({
      path: await somebodys(fixture, 'phoneMethods', 'phoneAuthenticationMethod'),
      body: { phoneNumber: '+49 4499555124' },
    }),
  },
  {
    route: `POST ${METHODS}/emailMethods`,
    request: (fixture) => ({
      path: `/users/${somebodyNew(fixture)}/authentication/emailMethods`,
      body: { emailAddress: 'somebody@private.example' },
    }),
  },
  {
    route: `PATCH ${METHODS}/emailMethods/{emailAuthenticationMethod-id}`,
    request: async (fixture) => ({
      path: await somebodys(fixture, 'emailMethods', 'emailAuthenticationMethod'),
      body: { emailAddress: 'other@private.example' },
    }),
  },
  {
    route: `POST ${METHODS}/temporaryAccessPassMethods`,
    request: (fixture) => ({
      path: `/users/${somebodyNew(fixture)}/authentication/temporaryAccessPassMethods`,
      body: { lifetimeInMinutes: 60, isUsableOnce: true },
    }),
  },
  {
    route: `POST ${METHODS}/methods/{authenticationMethod-id}/resetPassword`,
    as: 'person',
    request: (fixture) => ({
      path: `/users/${somebodyNew(fixture)}/authentication/methods/${PASSWORD}/resetPassword`,
      body: {},
    }),
  },
  {
    route: `GET ${METHODS}/operations/{longRunningOperation-id}`,
    as: 'person',
    request: async ({ cloud }) => {
      const { world } = cloud.simulator
      const { domain } = world.primary.profile
      const user = world.primary.findByKey('user', `helpdesk@${domain}`)
      const admin = await cloud.person('admin', ['UserAuthenticationMethod.ReadWrite.All'])
      const path = `/users/${user?.id}/authentication/methods/${PASSWORD}/resetPassword`
      const reply = await admin.graph(path, { method: 'POST', body: { newPassword: 'Tidewater-2026' } })
      return { path: reply.headers.get('location') ?? '' }
    },
  },
  {
    route: 'GET /reports/authenticationMethods/userRegistrationDetails/{userRegistrationDetails-id}',
    request: ({ ids }) => ({ path: `/reports/authenticationMethods/userRegistrationDetails/${ids['user-id']}` }),
  },
  {
    route: `GET ${ACCESS}/policies/{conditionalAccessPolicy-id}`,
    request: async (fixture) => ({ path: await made(fixture, `${ACCESS}/policies`, POLICY) }),
  },
  { route: `POST ${ACCESS}/policies`, request: () => ({ path: `${ACCESS}/policies`, body: POLICY }) },
  {
    route: `PATCH ${ACCESS}/policies/{conditionalAccessPolicy-id}`,
    request: async (fixture) => ({
      path: await made(fixture, `${ACCESS}/policies`, POLICY),
      body: { state: 'enabledForReportingButNotEnforced' },
    }),
  },
  {
    route: `DELETE ${ACCESS}/policies/{conditionalAccessPolicy-id}`,
    request: async (fixture) => ({ path: await made(fixture, `${ACCESS}/policies`, POLICY) }),
  },
  {
    route: `GET ${ACCESS}/namedLocations/{namedLocation-id}`,
    request: async (fixture) => ({ path: await made(fixture, `${ACCESS}/namedLocations`, LOCATION) }),
  },
  { route: `POST ${ACCESS}/namedLocations`, request: () => ({ path: `${ACCESS}/namedLocations`, body: LOCATION }) },
  {
    route: `PATCH ${ACCESS}/namedLocations/{namedLocation-id}`,
    request: async (fixture) => ({
      path: await made(fixture, `${ACCESS}/namedLocations`, LOCATION),
      body: { '@odata.type': LOCATION['@odata.type'], countriesAndRegions: ['DE', 'NL'] },
    }),
  },
  {
    route: `DELETE ${ACCESS}/namedLocations/{namedLocation-id}`,
    request: async (fixture) => ({ path: await made(fixture, `${ACCESS}/namedLocations`, LOCATION) }),
  },
  ...[`${ACCESS}/authenticationStrength/policies`, '/policies/authenticationStrengthPolicies'].map((path) => ({
    route: `GET ${path}/{authenticationStrengthPolicy-id}`,
    request: () => ({ path: `${path}/${STRENGTH}` }),
  })),
  ...['', '/history'].map((below) => ({
    route: `GET /identityProtection/riskyUsers/{riskyUser-id}${below}`,
    request: async ({ cloud, ids }: ContractFixture) => {
      await cloud.control('risk', { user: ids['user-id'] ?? '', level: 'high' })
      return { path: `/identityProtection/riskyUsers/${ids['user-id']}${below}` }
    },
  })),
  {
    route: 'GET /identityProtection/riskDetections/{riskDetection-id}',
    request: async ({ cloud, ids }) => {
      const { id } = await cloud.control('risk', { user: ids['user-id'] ?? '' })
      return { path: `/identityProtection/riskDetections/${id}` }
    },
  },
  ...['dismiss', 'confirmCompromised'].map((action) => ({
    route: `POST /identityProtection/riskyUsers/${action}`,
    request: ({ ids }: ContractFixture) => ({
      path: `/identityProtection/riskyUsers/${action}`,
      body: { userIds: [ids['user-id'] ?? ''] },
    }),
  })),
]
