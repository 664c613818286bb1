import { createHash, X509Certificate } from 'node:crypto'
import type { FederatedIdentityCredential, Registration } from '../identity-port.ts'
import { isoSeconds } from './clock.ts'
import { GRAPH_APP_ID, graphPermissionIds } from './generate/graph-principal.ts'
import { BadInput, type Input } from './input.ts'
import { isObject, type Json } from './model.ts'
import { guidOf } from './random.ts'
import type { Tenancy } from './tenancy.ts'

const YEAR = 365 * 86_400_000
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Reads an application as the registrations file and the control door spell it. */
export function readRegistration(input: Input, home: Tenancy, publisher: string, now: number): Registration {
  const appId = input.text('appId').toLowerCase()
  if (!GUID.test(appId)) throw new BadInput('`appId` must be a GUID')
  const secret = input.optionalText('secret')
  const certificate = input.optionalText('certificate')
  return {
    appId,
    homeTenantId: home.profile.tenantId,
    displayName: input.text('displayName'),
    signInAudience: input.oneOf('signInAudience', ['AzureADMyOrg', 'AzureADMultipleOrgs'], 'AzureADMyOrg'),
    publisher,
    redirectUris: input.texts('redirectUris'),
    spaRedirectUris: input.texts('spaRedirectUris'),
    publicClientRedirectUris: input.texts('publicClientRedirectUris'),
    logoutUrl: input.optionalText('logoutUrl'),
    isFallbackPublicClient: input.flag('isFallbackPublicClient', false),
    idTokenIssuance: input.flag('idTokenIssuance', false),
    accessTokenIssuance: input.flag('accessTokenIssuance', false),
    groupMembershipClaims: input.oneOf('groupMembershipClaims', ['None', 'SecurityGroup', 'All'], 'None'),
    optionalClaims: input.texts('optionalClaims'),
    appRoles: input.texts('appRoles'),
    secrets:
      secret === undefined
        ? []
        : [{ keyId: guidOf(`${appId}/secret/${secret}`), value: secret, endDateTime: now + YEAR }],
    certificates: certificate === undefined ? [] : [readCertificate(certificate)],
    federatedIdentityCredentials: readFederatedCredentials(input.objects('federatedIdentityCredentials')),
    requiredResourceAccess: input.objects('requiredResourceAccess').map(readAccess),
  }
}

/** An application has at most 20 of them, and no two with the same issuer and subject (federatedidentitycredential). */
function readFederatedCredentials(inputs: Input[]): FederatedIdentityCredential[] {
  const credentials = inputs.map((input) => {
    const audiences = input.texts('audiences')
    const credential = {
      name: input.text('name'),
      issuer: input.text('issuer'),
      subject: input.text('subject'),
      audiences: audiences.length > 0 ? audiences : ['api://AzureADTokenExchange'],
      jwks: input.has('jwks') ? { keys: readKeys(input.inner('jwks')) } : undefined,
    }
    input.done()
    return credential
  })
  const pairs = new Set(credentials.map(({ issuer, subject }) => `${issuer}\n${subject}`))
  if (pairs.size < credentials.length)
    throw new BadInput('Two `federatedIdentityCredentials` may not have the same `issuer` and `subject`')
  if (credentials.length > 20) throw new BadInput('An application has at most 20 `federatedIdentityCredentials`')
  return credentials
}

function readKeys(input: Input): Record<string, unknown>[] {
  const keys = input.raw('keys')
  if (!Array.isArray(keys) || !keys.every(isObject)) throw new BadInput('`jwks` must be a JSON Web Key Set')
  return keys
}

function readAccess(input: Input): { resourceAppId: string; roles: string[]; scopes: string[] } {
  const access = {
    resourceAppId: input.text('resourceAppId').toLowerCase(),
    roles: input.texts('roles'),
    scopes: input.texts('scopes'),
  }
  if (access.resourceAppId === GRAPH_APP_ID) {
    const { application, delegated } = graphPermissionIds()
    for (const role of access.roles)
      if (!application[role])
        throw new BadInput(`Microsoft Graph has no application permission ${role} in the contract`)
    for (const scope of access.scopes)
      if (!delegated[scope]) throw new BadInput(`Microsoft Graph has no delegated permission ${scope} in the contract`)
  }
  return access
}

export function readCertificate(pem: string): Registration['certificates'][number] {
  try {
    const certificate = new X509Certificate(pem)
    return {
      keyId: guidOf(certificate.fingerprint256),
      x5t: createHash('sha1').update(certificate.raw).digest('base64url'),
      x5tS256: createHash('sha256').update(certificate.raw).digest('base64url'),
      publicKeyPem: certificate.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      endDateTime: Date.parse(certificate.validTo),
    }
  } catch (cause) {
    throw new BadInput('`certificate` must be an X.509 certificate in PEM', { cause })
  }
}

/** A registration's credentials as its application object shows them: never with their value. */
export function credentialsOf(registration: Registration): { [name: string]: Json } {
  return {
    keyCredentials: registration.certificates.map((c) => ({
      customKeyIdentifier: Buffer.from(c.x5t, 'base64url').toString('base64'),
      endDateTime: isoSeconds(c.endDateTime),
      keyId: c.keyId,
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    })),
    passwordCredentials: registration.secrets.map((s) => ({
      endDateTime: isoSeconds(s.endDateTime),
      hint: s.value.slice(0, 3),
      keyId: s.keyId,
    })),
  }
}

/** Puts the application object of a registration into its home tenancy, or brings it up to date. */
export function putApplication(home: Tenancy, registration: Registration, now: number): void {
  const { application, delegated } = graphPermissionIds()
  const properties: { [name: string]: Json } = {
    appId: registration.appId,
    displayName: registration.displayName,
    identifierUris: [],
    ...credentialsOf(registration),
    publisherDomain: home.profile.domain,
    requiredResourceAccess: registration.requiredResourceAccess.map((access) => ({
      resourceAppId: access.resourceAppId,
      resourceAccess: [
        ...access.roles.map((role) => ({ id: application[role] ?? guidOf(role), type: 'Role' })),
        ...access.scopes.map((scope) => ({ id: delegated[scope] ?? guidOf(scope), type: 'Scope' })),
      ],
    })),
    signInAudience: registration.signInAudience,
    tags: [],
    appRoles: declaredRoles(registration),
    groupMembershipClaims: registration.groupMembershipClaims === 'None' ? null : registration.groupMembershipClaims,
    isFallbackPublicClient: registration.isFallbackPublicClient,
    publicClient: { redirectUris: registration.publicClientRedirectUris },
    spa: { redirectUris: registration.spaRedirectUris },
    web: {
      implicitGrantSettings: {
        enableAccessTokenIssuance: registration.accessTokenIssuance,
        enableIdTokenIssuance: registration.idTokenIssuance,
      },
      logoutUrl: registration.logoutUrl ?? null,
      redirectUris: registration.redirectUris,
    },
  }
  const present = home.findByKey('application', registration.appId)
  if (present) home.update(present, properties)
  else
    home.insert('application', guidOf(`application/${registration.appId}`), {
      ...properties,
      createdDateTime: isoSeconds(now),
    })
}

/** The roles that an application declares, as its application object and its servicePrincipals list them. */
export function declaredRoles(registration: Registration): Json[] {
  return registration.appRoles.map((value) => ({
    allowedMemberTypes: ['User', 'Application'],
    description: value,
    displayName: value,
    id: guidOf(`${registration.appId}/role/${value}`),
    isEnabled: true,
    origin: 'Application',
    value,
  }))
}
