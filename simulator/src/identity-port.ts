import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * The edge between the simulated tenancies (the world) and the simulated identity platform.
 * All ids are lower-case GUID strings; instants are epoch milliseconds of the simulated clock.
 */

/** What the identity platform needs of the tenancies; implemented by the world. */
export interface IdentityWorld {
  now(): number
  /** By tenancy id or verified domain, case-insensitive. */
  findTenancy(segment: string): TenancyRef | undefined
  tenancies(): TenancyRef[]
  /** In any tenancy, case-insensitive. */
  findUserByUpn(upn: string): IdentityUser | undefined
  findUser(tenantId: string, objectId: string): IdentityUser | undefined
  /** A few suggestions for the sign-in page: the administrators first, then ordinary people. */
  suggestedUsers(tenantId?: string): IdentityUser[]
  /** The application object in its home tenancy. */
  findRegistration(appId: string): Registration | undefined
  findServicePrincipal(tenantId: string, appId: string): IdentityServicePrincipal | undefined
  /**
   * Creates the servicePrincipal, one appRoleAssignment per application permission asked of each resource, and one
   * AllPrincipals oauth2PermissionGrant per resource for its delegated scopes. Idempotent; outlives the administrator.
   */
  grantAdminConsent(tenantId: string, appId: string, byObjectId: string): void
  /** One person's own grant (consentType Principal). */
  grantUserConsent(tenantId: string, appId: string, userObjectId: string, resourceAppId: string, scopes: string[]): void
  recordSignIn(entry: {
    tenantId: string
    userObjectId: string
    appId: string
    resourceAppId: string
    interactive: boolean
    errorCode: number
  }): void
  /** Steered by the control door's faults, e.g. a conditional access refusal 53003. */
  identityFault(match: {
    endpoint: 'token' | 'authorize' | 'adminconsent'
    tenantId: string
    appId?: string
    grantType?: string
  }): IdentityFault | undefined
}

export interface TenancyRef {
  tenantId: string
  displayName: string
  defaultDomain: string
}

export interface IdentityUser {
  tenantId: string
  objectId: string
  userPrincipalName: string
  displayName: string
  givenName: string | null
  surname: string | null
  mail: string | null
  accountEnabled: boolean
  userType: 'Member' | 'Guest'
  directoryRoleTemplateIds: string[]
  sessionsValidFrom: number
}

export interface Registration {
  appId: string
  homeTenantId: string
  displayName: string
  signInAudience: 'AzureADMyOrg' | 'AzureADMultipleOrgs'
  publisher: string
  redirectUris: string[]
  secrets: { keyId: string; value: string; endDateTime: number }[]
  certificates: { keyId: string; x5tS256: string; x5t: string; publicKeyPem: string; endDateTime: number }[]
  /** `roles` and `scopes` are permission names, e.g. `User.Read.All`. */
  requiredResourceAccess: { resourceAppId: string; roles: string[]; scopes: string[] }[]
}

export interface IdentityServicePrincipal {
  objectId: string
  appId: string
  accountEnabled: boolean
  appRoleAssignmentRequired: boolean
  roles: { resourceAppId: string; value: string }[]
  scopesFor(userObjectId: string, resourceAppId: string): string[]
}

export interface IdentityFault {
  aadsts: number
  message?: string
  delayMs?: number
  claims?: string
}

/** What the identity platform offers; `createIdentityPlatform` in `identity/index.ts` makes one. */
export interface IdentityPlatform {
  /** Answers a request when its path belongs to the identity platform, and says whether it did. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean>
  /** Verifies an access token issued here; for Graph. */
  verifyAccessToken(token: string): Promise<{ ok: true; token: AccessToken } | { ok: false; reason: string }>
  /** Signs with a new key from now on; the one before stays published. */
  rotateSigningKeys?(): Promise<void>
  /** Signs the token that proves to a subscriber who sent a notification with resource data. */
  signValidationToken?(claims: Readonly<Record<string, unknown>>): string
}

export interface AccessToken {
  tenantId: string
  appId: string
  objectId: string
  audience: string
  roles: string[]
  scopes: string[]
  isAppOnly: boolean
  userObjectId?: string
  issuedAt: number
  expiresAt: number
}

export type CreateIdentityPlatform = (
  world: IdentityWorld,
  options: { random: () => number; appidSeed?: string; callersClock?: () => number },
) => Promise<IdentityPlatform>
