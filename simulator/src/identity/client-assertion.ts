import { createPublicKey } from 'node:crypto'
import { compactVerify, decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose'
import type { Registration } from '../identity-port.ts'
import { AadstsError, aadstsTimestamp } from './aadsts.ts'
import type { Exchange } from './exchange.ts'
import type { Platform } from './platform.ts'

/** Clocks may differ by this much. */
const SKEW_MS = 5 * 60 * 1000
const MICROSOFT_ORIGINS = ['https://login.microsoftonline.com', 'https://login.windows.net', 'https://sts.windows.net']
const ALGORITHMS = ['PS256', 'RS256'] as const

/**
 * Checks a certificate assertion (certificate-credentials): PS256 or RS256, the certificate named by `x5t#S256` or
 * `x5t`, issued by and about the client, for this authority or the real one, and in its time.
 * @throws AadstsError 50027, 700021, 700023, 700024, 700027, 70025
 */
export async function verifyClientAssertion(
  platform: Platform,
  exchange: Exchange,
  registration: Registration,
  assertion: string,
): Promise<void> {
  const { header, claims } = decode(assertion)
  if (claims.iss?.toLowerCase() !== registration.appId) {
    const isOwn = claims.iss === claims.sub
    throw new AadstsError(isOwn ? 700021 : 70025, {
      values: { app: registration.appId, appName: registration.displayName },
    })
  }
  if (claims.sub !== claims.iss) throw new AadstsError(700021)
  await checkSignature(platform, registration, assertion, header)
  checkAudience(platform, exchange, claims)
  checkTimes(platform, claims)
}

function decode(assertion: string): { header: AssertionHeader; claims: JWTPayload } {
  try {
    const { alg, ...header } = decodeProtectedHeader(assertion)
    return { header: { alg, sha256: header['x5t#S256'], sha1: header.x5t }, claims: decodeJwt(assertion) }
  } catch {
    throw new AadstsError(50027)
  }
}

interface AssertionHeader {
  alg: string | undefined
  sha256: unknown
  sha1: unknown
}

async function checkSignature(
  platform: Platform,
  registration: Registration,
  assertion: string,
  header: AssertionHeader,
): Promise<void> {
  const sent = typeof header.sha256 === 'string' ? header.sha256 : typeof header.sha1 === 'string' ? header.sha1 : ''
  const refuse = (reason: string): AadstsError =>
    new AadstsError(700027, { values: { reason, app: registration.appId, thumbprint: hexadecimal(sent) } })
  const algorithm = ALGORITHMS.find((candidate) => candidate === header.alg)
  const certificate = registration.certificates.find(
    ({ x5t, x5tS256 }) => sent !== '' && sent === (header.sha256 === undefined ? x5t : x5tS256),
  )
  if (certificate === undefined || algorithm === undefined) throw refuse('The key was not found.')
  if (certificate.endDateTime <= platform.world.now()) throw refuse('The key used is expired.')
  try {
    await compactVerify(assertion, createPublicKey(certificate.publicKeyPem), { algorithms: [algorithm] })
  } catch {
    throw refuse('The signature could not be verified with the key.')
  }
}

/** The token endpoint or the issuer, at this origin or at Microsoft's: clients follow the host they are configured with. */
function checkAudience(platform: Platform, exchange: Exchange, claims: JWTPayload): void {
  const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud ?? '']
  const tenancy = platform.world.findTenancy(exchange.segment)
  const isOurs = audiences.some((audience) => {
    const origin = [exchange.origin, ...MICROSOFT_ORIGINS].find((candidate) => audience.startsWith(`${candidate}/`))
    if (origin === undefined) return false
    const [segment = '', ...path] = audience
      .slice(origin.length + 1)
      .replace(/\/$/, '')
      .toLowerCase()
      .split('/')
    const isSameTenancy =
      segment === exchange.segment || platform.world.findTenancy(segment)?.tenantId === tenancy?.tenantId
    return isSameTenancy && ['oauth2/v2.0/token', 'oauth2/token', 'v2.0', ''].includes(path.join('/'))
  })
  if (!isOurs) throw new AadstsError(700023)
}

function checkTimes(platform: Platform, claims: JWTPayload): void {
  const from = (claims.nbf ?? claims.iat ?? 0) * 1000
  const to = (claims.exp ?? 0) * 1000
  const isValidAt = (now: number): boolean => from <= now + SKEW_MS && now < to + SKEW_MS
  const now = platform.world.now()
  if (isValidAt(now) || isValidAt(platform.callersNow())) return
  const values = { now: aadstsTimestamp(now), from: aadstsTimestamp(from), to: aadstsTimestamp(to) }
  throw new AadstsError(700024, { values })
}

/** Thumbprints are shown in hexadecimal. */
const hexadecimal = (base64url: string): string => Buffer.from(base64url, 'base64url').toString('hex').toUpperCase()
