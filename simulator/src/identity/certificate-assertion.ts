import { createPublicKey } from 'node:crypto'
import { compactVerify } from 'jose'
import type { Registration } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import type { ClientAssertion } from './client-assertion.ts'
import type { Exchange } from './exchange.ts'
import { MICROSOFT_ORIGINS } from './microsoft-hosts.ts'
import type { Platform } from './platform.ts'

const ALGORITHMS = ['PS256', 'RS256'] as const

/**
 * Checks an assertion signed with a registered certificate (certificate-credentials): PS256 or RS256, the certificate
 * named by `x5t#S256`, `x5t` or `x5c`, addressed to this authority or the real one.
 * @throws AadstsError 700023, 700027
 */
export async function checkCertificateAssertion(
  platform: Platform,
  exchange: Exchange,
  registration: Registration,
  { text, audiences, algorithm, thumbprint }: ClientAssertion,
): Promise<void> {
  const { sha256, sha1 } = thumbprint
  const values = { app: registration.appId, thumbprint: hexadecimal(sha256 ?? sha1 ?? '') }
  const refuse = (reason: string): AadstsError => new AadstsError(700027, { values: { ...values, reason } })
  const certificate = registration.certificates.find(
    ({ x5t, x5tS256 }) => x5tS256 === sha256 || (sha256 === undefined && x5t === sha1),
  )
  const known = ALGORITHMS.find((candidate) => candidate === algorithm)
  if (certificate === undefined || known === undefined) throw refuse('The key was not found.')
  if (certificate.endDateTime <= platform.world.now()) throw refuse('The key used is expired.')
  try {
    await compactVerify(text, createPublicKey(certificate.publicKeyPem), { algorithms: [known] })
  } catch {
    throw refuse('The signature could not be verified with the key.')
  }
  if (!audiences.some((audience) => isThisAuthority(platform, exchange, audience))) throw new AadstsError(700023)
}

/** The token endpoint or the issuer, at this origin or at Microsoft's: clients follow the host they are configured with. */
function isThisAuthority(platform: Platform, exchange: Exchange, audience: string): boolean {
  const origin = [exchange.origin, ...MICROSOFT_ORIGINS].find((candidate) => audience.startsWith(`${candidate}/`))
  if (origin === undefined) return false
  const [segment = '', ...path] = audience
    .slice(origin.length + 1)
    .replace(/\/$/, '')
    .toLowerCase()
    .split('/')
  const asked = platform.world.findTenancy(exchange.segment)
  const isSameTenancy =
    segment === exchange.segment || platform.world.findTenancy(segment)?.tenantId === asked?.tenantId
  return isSameTenancy && ['oauth2/v2.0/token', 'oauth2/token', 'v2.0', ''].includes(path.join('/'))
}

/** Thumbprints are shown in hexadecimal. */
const hexadecimal = (base64url: string): string => Buffer.from(base64url, 'base64url').toString('hex').toUpperCase()
