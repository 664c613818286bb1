import { createHash, X509Certificate } from 'node:crypto'
import type { Registration } from '../identity-port.ts'
import { isoSeconds } from './clock.ts'
import { GRAPH_APP_ID, graphPermissionIds } from './generate/graph-principal.ts'
import { BadInput, type Input } from './input.ts'
import type { Json } from './model.ts'
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
    secrets:
      secret === undefined
        ? []
        : [{ keyId: guidOf(`${appId}/secret/${secret}`), value: secret, endDateTime: now + YEAR }],
    certificates: certificate === undefined ? [] : [readCertificate(certificate)],
    requiredResourceAccess: input.objects('requiredResourceAccess').map(readAccess),
  }
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

/** Puts the application object of a registration into its home tenancy, or brings it up to date. */
export function putApplication(home: Tenancy, registration: Registration, now: number): void {
  const { application, delegated } = graphPermissionIds()
  const properties: { [name: string]: Json } = {
    appId: registration.appId,
    displayName: registration.displayName,
    identifierUris: [],
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
    web: { redirectUris: registration.redirectUris },
  }
  const present = home.findByKey('application', registration.appId)
  if (present) home.update(present, properties)
  else
    home.insert('application', guidOf(`application/${registration.appId}`), {
      ...properties,
      createdDateTime: isoSeconds(now),
      appRoles: [],
    })
}
