import type { MicrosoftCloud } from '../cloud.ts'
import type { MicrosoftPorts } from '../ports.ts'
import { type AdminConsentRequest, adminConsentUrl } from './admin-consent.ts'
import { type AuthorizationRequest, authorizationUrl } from './authorize.ts'
import { type ClientCredentialsResult, clientCredentials } from './client-credentials.ts'
import { idTokenReader } from './id-token.ts'
import { metadataSource } from './metadata.ts'
import { type Redemption, type RedemptionResult, redeem } from './redeem.ts'
import type { AppRegistration } from './registration.ts'
import { signingKeys } from './signing-keys.ts'

/** The identity platform of one cloud, with its metadata and keys held in memory. One per process. */
export interface Entra {
  /** @throws Refused, MetadataRejected: the address is built from the tenancy's discovery document */
  authorizationUrl(request: AuthorizationRequest, signal?: AbortSignal): Promise<URL>
  redeem(redemption: Redemption, signal?: AbortSignal): Promise<RedemptionResult>
  adminConsentUrl(request: AdminConsentRequest): URL
  clientCredentials(
    registration: AppRegistration,
    tenantId: string,
    signal?: AbortSignal,
  ): Promise<ClientCredentialsResult>
}

export function entra(cloud: MicrosoftCloud, ports: MicrosoftPorts): Entra {
  const metadata = metadataSource(cloud, ports)
  const idTokens = idTokenReader(cloud, ports, metadata, signingKeys(ports))
  return {
    authorizationUrl: (request, signal) => authorizationUrl(metadata, request, signal),
    redeem: (redemption, signal) => redeem({ cloud, ports, metadata, idTokens }, redemption, signal),
    adminConsentUrl: (request) => adminConsentUrl(cloud, request),
    clientCredentials: (registration, tenantId, signal) =>
      clientCredentials({ cloud, ports, metadata }, registration, tenantId, signal),
  }
}
