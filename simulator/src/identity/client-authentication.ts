import type { Registration } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import { verifyClientAssertion } from './client-assertion.ts'
import { type Exchange, header } from './exchange.ts'
import type { Platform } from './platform.ts'
import type { ClientPlatform } from './redirect-uri.ts'
import { registrationFor, type TenantSegment } from './tenant-segment.ts'
import type { ClientProof } from './tokens/access-token.ts'

export interface AuthenticatedClient {
  registration: Registration
  proof: ClientProof
}

/**
 * Finds the client of a token request and checks its credential: a secret in the body or by HTTP Basic, or an assertion
 * (certificate or federated). Codes and refresh tokens belong to the platform of their redirect address, and only those
 * of the Web platform take a credential; for other grants `isFallbackPublicClient` decides. An application without any
 * credential is a public client.
 * @throws AadstsError 900144, 700016, 7000215, 7000218, 7000222, 700025, 700027 …
 */
export async function authenticateClient(
  platform: Platform,
  exchange: Exchange,
  segment: TenantSegment,
  issuedTo?: ClientPlatform,
): Promise<AuthenticatedClient> {
  const basic = basicCredentials(exchange)
  const { form } = exchange
  const clientId = form.get('client_id') ?? basic?.clientId
  if (!clientId) throw new AadstsError(900144, { values: { parameter: 'client_id' } })
  const registration = registrationFor(platform.world, clientId, segment)
  const secret = form.get('client_secret') ?? basic?.secret
  const assertion = form.get('client_assertion')
  const isNative = issuedTo === 'spa' || issuedTo === 'publicClient'

  if (isNative || !hasCredentials(registration)) {
    if (secret || assertion) throw new AadstsError(700025)
    return { registration, proof: 'none' }
  }
  if (assertion) {
    if (form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') {
      throw new AadstsError(900144, { values: { parameter: 'client_assertion_type' } })
    }
    await verifyClientAssertion(platform, exchange, registration, assertion)
    return { registration, proof: 'certificate' }
  }
  if (!secret) {
    if (registration.isFallbackPublicClient && issuedTo !== 'web') return { registration, proof: 'none' }
    throw new AadstsError(7000218)
  }
  checkSecret(registration, secret, platform.world.now())
  return { registration, proof: 'secret' }
}

/**
 * The public client of a request that takes no credential at all, e.g. for a device code.
 * @throws AadstsError 900144, 700016, 7000218 when the registration does not allow public clients
 */
export function publicClient(platform: Platform, exchange: Exchange, segment: TenantSegment): Registration {
  const clientId = exchange.form.get('client_id')
  if (!clientId) throw new AadstsError(900144, { values: { parameter: 'client_id' } })
  const registration = registrationFor(platform.world, clientId, segment)
  if (hasCredentials(registration) && !registration.isFallbackPublicClient) throw new AadstsError(7000218)
  return registration
}

/**
 * Browsers redeem what was issued to a single-page application, and nothing else; they always say their `Origin`
 * (v2-oauth2-auth-code-flow, redirect URIs for single-page apps).
 * @throws AadstsError 9002326, 9002327
 */
export function checkOrigin(exchange: Exchange, issuedTo: ClientPlatform | undefined): void {
  const origin = header(exchange.request, 'origin')
  if (origin !== undefined && issuedTo !== 'spa') throw new AadstsError(9002326, { values: { origin } })
  if (origin === undefined && issuedTo === 'spa') throw new AadstsError(9002327)
}

function hasCredentials({ secrets, certificates, federatedIdentityCredentials }: Registration): boolean {
  return secrets.length + certificates.length + federatedIdentityCredentials.length > 0
}

function checkSecret(registration: Registration, secret: string, now: number): void {
  const values = { app: registration.appId }
  const matching = registration.secrets.filter((candidate) => candidate.value === secret)
  if (matching.length === 0) throw new AadstsError(7000215, { values })
  if (matching.every((candidate) => candidate.endDateTime <= now)) throw new AadstsError(7000222, { values })
}

/** RFC 6749 section 2.3.1: both parts are form-encoded before they are joined. */
function basicCredentials(exchange: Exchange): { clientId: string; secret: string } | undefined {
  const [scheme, encoded] = (header(exchange.request, 'authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'basic' || encoded === undefined) return undefined
  const [clientId = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  const decode = (text: string): string => new URLSearchParams(`v=${text}`).get('v') ?? ''
  return { clientId: decode(clientId), secret: decode(secret.join(':')) }
}
