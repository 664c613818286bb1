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
  /** Whether the password signs this person in; one that was set for them must be changed first. */
  checkPassword(tenantId: string, objectId: string, password: string): PasswordVerdict
  /** The person's own choice of a password; it ends no sessions. */
  changePassword(tenantId: string, objectId: string, password: string): void
  /** The security-enabled groups that contain the person, directly or by nesting. */
  groupIdsOf(tenantId: string, objectId: string): string[]
  /** How a person is assigned to an application: directly or by a group that has them as a direct member. */
  assignmentTo(tenantId: string, appId: string, userObjectId: string): UserAssignment
  /** False only where the resource lists its delegated permissions in this tenancy and the name is not among them. */
  knowsScope(tenantId: string, resourceAppId: string, scope: string): boolean
  /**
   * Creates the servicePrincipal, one appRoleAssignment per application permission asked of each resource, and one
   * AllPrincipals oauth2PermissionGrant per resource for its delegated scopes: everything registered, or exactly the
   * `named` scopes. Idempotent; outlives the administrator.
   */
  grantAdminConsent(tenantId: string, appId: string, byObjectId: string, named?: readonly NamedScopes[]): void
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
    /** The person, once known. */
    user?: { objectId: string; userPrincipalName: string }
  }): IdentityFault | undefined
}

export type PasswordVerdict = 'right' | 'wrong' | 'must-change'

export interface UserAssignment {
  isAssigned: boolean
  /** Values of the app roles assigned. */
  roles: string[]
}

export interface NamedScopes {
  resourceAppId: string
  scopes: string[]
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
  /** Of the Web platform. */
  redirectUris: string[]
  /** Of the single-page application platform: codes are redeemed by the browser itself. */
  spaRedirectUris: string[]
  /** Of the mobile and desktop platform: codes are redeemed without a credential. */
  publicClientRedirectUris: string[]
  /** Told of a sign-out by a hidden frame (front-channel logout). */
  logoutUrl: string | undefined
  /** Whether requests without a credential are taken: device code, password, native applications. */
  isFallbackPublicClient: boolean
  /** Whether authorize gives id tokens and access tokens, not only codes. */
  idTokenIssuance: boolean
  accessTokenIssuance: boolean
  groupMembershipClaims: 'None' | 'SecurityGroup' | 'All'
  /** Names of optional claims of the id token, e.g. `email`, `upn`. */
  optionalClaims: string[]
  /** Values of the roles that the application declares. */
  appRoles: string[]
  secrets: { keyId: string; value: string; endDateTime: number }[]
  certificates: { keyId: string; x5tS256: string; x5t: string; publicKeyPem: string; endDateTime: number }[]
  federatedIdentityCredentials: FederatedIdentityCredential[]
  /** `roles` and `scopes` are permission names, e.g. `User.Read.All`. */
  requiredResourceAccess: { resourceAppId: string; roles: string[]; scopes: string[] }[]
}

/** Trust in tokens of another issuer (federatedIdentityCredential); every value is matched with its exact case. */
export interface FederatedIdentityCredential {
  name: string
  issuer: string
  subject: string
  audiences: string[]
  /** The issuer's keys, for an issuer that nobody can ask; its discovery document is read otherwise. */
  jwks: { keys: Record<string, unknown>[] } | undefined
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
  /** A person who approves the sign-in at authorize is let through from then on. */
  stepUp?: boolean
}

/** What the identity platform offers; `createIdentityPlatform` in `identity/index.ts` makes one. */
export interface IdentityPlatform {
  /** Answers a request when its path belongs to the identity platform, and says whether it did. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean>
  /** Verifies an access token issued here for an audience that the caller takes; Graph's own when it does not say. */
  verifyAccessToken(token: string, takes?: (audience: string) => boolean): Promise<AccessTokenVerdict>
  /** Signs with a new key from now on; the one before stays published. */
  rotateSigningKeys?(): Promise<void>
  /** Signs the token that proves to a subscriber who sent a notification with resource data. */
  signValidationToken?(claims: Readonly<Record<string, unknown>>): string
}

export type AccessTokenVerdict =
  | {
      ok: true
      token: AccessToken
      /**
       * Set when the token is one that the resource evaluates continuously (client capability `cp1`) and the person's
       * sessions were revoked, or the account disabled, after its issue: the resource answers 401 `insufficient_claims`
       * with a claims challenge `{"access_token":{"nbf":{"essential":true,"value":"<seconds>"}}}` (claims-challenge).
       */
      revokedSince?: number
    }
  | { ok: false; reason: string }

export interface AccessToken {
  tenantId: string
  appId: string
  objectId: string
  audience: string
  roles: string[]
  scopes: string[]
  isAppOnly: boolean
  userObjectId?: string
  /** The `xms_cc` claim: what the client said it can do; `cp1` means that it handles claims challenges. */
  clientCapabilities?: string[]
  issuedAt: number
  expiresAt: number
}

export type CreateIdentityPlatform = (
  world: IdentityWorld,
  options: { random: () => number; appidSeed?: string; callersClock?: () => number },
) => Promise<IdentityPlatform>
