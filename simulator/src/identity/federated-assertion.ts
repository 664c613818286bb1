import type { FederatedIdentityCredential, Registration } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import type { ClientAssertion } from './client-assertion.ts'
import type { Exchange } from './exchange.ts'
import { MICROSOFT_ORIGINS } from './microsoft-hosts.ts'
import type { Platform } from './platform.ts'

/**
 * Checks an assertion of another issuer that a federated credential trusts (workload-identity-federation).
 * @throws AadstsError 70025, 70021, 700211, 700212, 700213, 7002138, 50013
 */
export async function checkFederatedAssertion(
  platform: Platform,
  exchange: Exchange,
  registration: Registration,
  assertion: ClientAssertion,
): Promise<void> {
  const credential = matchingCredential(registration, assertion)
  const { text } = assertion
  const isOurs = [exchange.origin, ...MICROSOFT_ORIGINS].some((origin) => credential.issuer.startsWith(`${origin}/`))
  if (credential.jwks === undefined && isOurs) {
    if (platform.keys.verify(text) !== undefined) return
    throw refuseSignature('The signature could not be verified with the keys of this authority.')
  }
  const reason = await platform.issuerKeys.verify(text, credential)
  if (reason !== undefined) throw refuseSignature(reason)
}

/**
 * The credential whose issuer, subject and audience are those of the assertion, each with its exact case. The code says
 * which of the three no credential has; 70021 is left for three that belong to different credentials.
 */
export function matchingCredential(
  { appId, displayName, federatedIdentityCredentials: credentials }: Registration,
  { claims, audiences }: Pick<ClientAssertion, 'claims' | 'audiences'>,
): FederatedIdentityCredential {
  const { iss: issuer = '', sub: subject = '' } = claims
  const values = { app: appId, appName: displayName, issuer, subject, audience: audiences.join(' ') }
  if (credentials.length === 0) throw new AadstsError(70025, { values })
  const isAudience = ({ audiences: known }: FederatedIdentityCredential): boolean =>
    known.some((audience) => audiences.includes(audience))
  const found = credentials.find((known) => known.issuer === issuer && known.subject === subject && isAudience(known))
  if (found !== undefined) return found
  if (!credentials.some((known) => known.issuer === issuer)) {
    throw new AadstsError(isAnyCase(credentials, 'issuer', issuer) ? 7002138 : 700211, { values })
  }
  if (!credentials.some((known) => known.subject === subject)) {
    throw new AadstsError(isAnyCase(credentials, 'subject', subject) ? 7002138 : 700213, { values })
  }
  throw new AadstsError(credentials.some(isAudience) ? 70021 : 700212, { values })
}

function isAnyCase(
  credentials: readonly FederatedIdentityCredential[],
  name: 'issuer' | 'subject',
  value: string,
): boolean {
  return credentials.some((known) => known[name].toLowerCase() === value.toLowerCase())
}

const refuseSignature = (reason: string): AadstsError => new AadstsError(50013, { values: { reason } })
