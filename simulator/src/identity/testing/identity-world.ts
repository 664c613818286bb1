import type {
  IdentityFault,
  IdentityServicePrincipal,
  IdentityUser,
  IdentityWorld,
  Registration,
  TenancyRef,
} from '../../identity-port.ts'

export const GRAPH = '00000003-0000-0000-c000-000000000000'
export const HOUR = 60 * 60 * 1000
export const DAY = 24 * HOUR

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10'
const HELPDESK_ADMINISTRATOR = '729827e3-9c14-49f7-bb1b-9608f156bbb8'

export const KRONWERK: TenancyRef = {
  tenantId: 'aaaaaaaa-0000-4000-8000-000000000001',
  displayName: 'Kronwerk Energie',
  defaultDomain: 'kronwerk.example',
}
export const BAKERY: TenancyRef = {
  tenantId: 'bbbbbbbb-0000-4000-8000-000000000002',
  displayName: 'Harbour Bakery',
  defaultDomain: 'bakery.example',
}
export const PUBLISHER: TenancyRef = {
  tenantId: 'cccccccc-0000-4000-8000-000000000003',
  displayName: 'Atrium Software',
  defaultDomain: 'atrium.example',
}

export const CALLBACK = 'http://localhost:9999/callback'
export const APP: Registration = {
  appId: '11111111-0000-4000-8000-00000000000a',
  homeTenantId: PUBLISHER.tenantId,
  displayName: 'Atrium Directory',
  signInAudience: 'AzureADMultipleOrgs',
  publisher: 'Atrium',
  redirectUris: [CALLBACK, 'https://atrium.example/callback'],
  spaRedirectUris: [],
  publicClientRedirectUris: [],
  logoutUrl: undefined,
  isFallbackPublicClient: false,
  idTokenIssuance: false,
  accessTokenIssuance: false,
  groupMembershipClaims: 'None',
  optionalClaims: [],
  appRoles: [],
  federatedIdentityCredentials: [],
  secrets: [{ keyId: 'k1', value: 'app-secret', endDateTime: Number.MAX_SAFE_INTEGER }],
  certificates: [],
  requiredResourceAccess: [
    { resourceAppId: GRAPH, roles: ['User.Read.All', 'Group.Read.All'], scopes: ['User.Read', 'Calendars.Read'] },
  ],
}

/** A world of three small tenancies with plain records, steered by its fields. */
export interface FakeWorld extends IdentityWorld {
  clock: number
  users: IdentityUser[]
  registrations: Registration[]
  /** `tenantId appId` → principal. */
  principals: Map<string, FakePrincipal>
  signIns: Parameters<IdentityWorld['recordSignIn']>[0][]
  fault: { match: Partial<Parameters<IdentityWorld['identityFault']>[0]>; answer: IdentityFault } | undefined
  /** Object id → password; everybody else has `simulated`. */
  passwords: Map<string, { password: string; mustChange: boolean }>
  /** Object id → groups. */
  groups: Map<string, string[]>
  /** `appId objectId` → app roles. */
  assignments: Map<string, string[]>
}

interface FakePrincipal {
  objectId: string
  accountEnabled: boolean
  appRoleAssignmentRequired: boolean
  roles: { resourceAppId: string; value: string }[]
  /** `user or * resource` → scopes. */
  grants: Map<string, Set<string>>
}

export function person(tenancy: TenancyRef, name: string, index: number, roles: string[] = []): IdentityUser {
  const local = name.toLowerCase().replaceAll(' ', '.')
  return {
    tenantId: tenancy.tenantId,
    objectId: `${tenancy.tenantId.slice(0, 8)}-1111-4111-8111-${String(index).padStart(12, '0')}`,
    userPrincipalName: `${local}@${tenancy.defaultDomain}`,
    displayName: name,
    givenName: name.split(' ')[0] ?? null,
    surname: name.split(' ')[1] ?? null,
    mail: `${local}@${tenancy.defaultDomain}`,
    accountEnabled: true,
    userType: 'Member',
    directoryRoleTemplateIds: roles,
    sessionsValidFrom: 0,
  }
}

export function createFakeWorld(now: number = Date.now()): FakeWorld {
  const tenancies = [KRONWERK, BAKERY, PUBLISHER]
  const principals = new Map<string, FakePrincipal>()
  const ensure = (tenantId: string, appId: string): FakePrincipal => {
    const key = `${tenantId} ${appId}`
    const known = principals.get(key)
    if (known !== undefined) return known
    const made: FakePrincipal = {
      objectId: `dddddddd-0000-4000-8000-${String(principals.size).padStart(12, '0')}`,
      accountEnabled: true,
      appRoleAssignmentRequired: false,
      roles: [],
      grants: new Map(),
    }
    principals.set(key, made)
    return made
  }
  const allow = (principal: FakePrincipal, key: string, scopes: readonly string[]): void => {
    principal.grants.set(key, new Set([...(principal.grants.get(key) ?? []), ...scopes]))
  }
  const world: FakeWorld = {
    clock: now,
    users: [
      person(KRONWERK, 'Admin', 1, [GLOBAL_ADMINISTRATOR]),
      person(KRONWERK, 'Helpdesk', 2, [HELPDESK_ADMINISTRATOR]),
      person(KRONWERK, 'Ada Berg', 3),
      { ...person(KRONWERK, 'Otto Gone', 4), accountEnabled: false },
      person(BAKERY, 'Admin', 1, [GLOBAL_ADMINISTRATOR]),
    ],
    registrations: [structuredClone(APP)],
    principals,
    signIns: [],
    fault: undefined,
    passwords: new Map(),
    groups: new Map(),
    assignments: new Map(),
    now: () => world.clock,
    tenancies: () => tenancies,
    findTenancy: (segment) =>
      tenancies.find((tenancy) => [tenancy.tenantId, tenancy.defaultDomain].includes(segment.toLowerCase())),
    findUserByUpn: (upn) => world.users.find((user) => user.userPrincipalName === upn.toLowerCase()),
    findUser: (tenantId, objectId) =>
      world.users.find((user) => user.tenantId === tenantId && user.objectId === objectId),
    suggestedUsers: (tenantId) =>
      world.users.filter((user) => user.accountEnabled && (tenantId === undefined || user.tenantId === tenantId)),
    findRegistration: (appId) => world.registrations.find((registration) => registration.appId === appId),
    findServicePrincipal: (tenantId, appId): IdentityServicePrincipal | undefined => {
      const principal = principals.get(`${tenantId} ${appId}`)
      if (principal === undefined) return undefined
      return {
        ...principal,
        appId,
        scopesFor: (userObjectId, resourceAppId) => [
          ...(principal.grants.get(`* ${resourceAppId}`) ?? []),
          ...(principal.grants.get(`${userObjectId} ${resourceAppId}`) ?? []),
        ],
      }
    },
    checkPassword: (_, objectId, password) => {
      const known = world.passwords.get(objectId) ?? { password: 'simulated', mustChange: false }
      if (known.password !== password) return 'wrong'
      return known.mustChange ? 'must-change' : 'right'
    },
    changePassword: (_, objectId, password) => {
      world.passwords.set(objectId, { password, mustChange: false })
    },
    groupIdsOf: (_, objectId) => world.groups.get(objectId) ?? [],
    assignmentTo: (_, appId, objectId) => {
      const roles = world.assignments.get(`${appId} ${objectId}`)
      return { isAssigned: roles !== undefined, roles: roles ?? [] }
    },
    knowsScope: (_, __, scope) => !scope.startsWith('Nonsense.'),
    grantAdminConsent: (tenantId, appId, _, named) => {
      const principal = ensure(tenantId, appId)
      const registered = world.findRegistration(appId)?.requiredResourceAccess ?? []
      for (const { resourceAppId, roles, scopes } of named?.map((a) => ({ ...a, roles: [] })) ?? registered) {
        principal.roles.push(...roles.map((value) => ({ resourceAppId, value })))
        if (scopes.length > 0) allow(principal, `* ${resourceAppId}`, scopes)
      }
    },
    grantUserConsent: (tenantId, appId, userObjectId, resourceAppId, scopes) =>
      allow(ensure(tenantId, appId), `${userObjectId} ${resourceAppId}`, scopes),
    recordSignIn: (entry) => world.signIns.push(entry),
    identityFault: (match) => {
      if (world.fault === undefined) return undefined
      const isMeant = Object.entries(world.fault.match).every(
        ([key, value]) => Object.entries(match).find(([name]) => name === key)?.[1] === value,
      )
      return isMeant ? world.fault.answer : undefined
    },
  }
  return world
}
