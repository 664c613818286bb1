import { createHash } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose'
import type { Registration } from '../identity-port.ts'
import { AadstsError, aadstsTimestamp } from './aadsts.ts'
import { checkCertificateAssertion } from './certificate-assertion.ts'
import type { Exchange } from './exchange.ts'
import { checkFederatedAssertion } from './federated-assertion.ts'
import type { Platform } from './platform.ts'

/** A client assertion that is a JWT; nothing of it is verified yet. */
export interface ClientAssertion {
  text: string
  claims: JWTPayload
  audiences: string[]
  algorithm: string | undefined
  /** The certificate's SHA-256 and SHA-1 thumbprint, base64url, as the header names it. */
  thumbprint: { sha256?: string; sha1?: string }
}

/** Clocks may differ by this much. */
const SKEW_MS = 5 * 60 * 1000

/**
 * Checks a client assertion: one that the client signed with its certificate (`iss` and `sub` are the client), or one
 * that another issuer signed and a federated credential of the registration trusts.
 * @throws AadstsError 50027, 50013, 700021, 700023, 700024, 700027, 70025, 70021, 700211, 700212, 700213, 7002138
 */
export async function verifyClientAssertion(
  platform: Platform,
  exchange: Exchange,
  registration: Registration,
  text: string,
): Promise<void> {
  const assertion = decode(text)
  const { iss, sub } = assertion.claims
  const isOwn = iss?.toLowerCase() === registration.appId
  if (isOwn ? sub !== iss : iss === sub) throw new AadstsError(700021)
  if (isOwn) await checkCertificateAssertion(platform, exchange, registration, assertion)
  else await checkFederatedAssertion(platform, exchange, registration, assertion)
  checkTimes(platform, assertion.claims)
}

function decode(text: string): ClientAssertion {
  try {
    const { alg, x5t, 'x5t#S256': sha256, x5c } = decodeProtectedHeader(text)
    const claims = decodeJwt(text)
    const { aud = [] } = claims
    const audiences = Array.isArray(aud) ? aud : [aud]
    if (typeof sha256 === 'string') return { text, claims, audiences, algorithm: alg, thumbprint: { sha256 } }
    if (typeof x5t === 'string') return { text, claims, audiences, algorithm: alg, thumbprint: { sha1: x5t } }
    const [certificate] = Array.isArray(x5c) ? x5c : []
    const made = typeof certificate === 'string' ? { sha256: thumbprintOf(certificate) } : {}
    return { text, claims, audiences, algorithm: alg, thumbprint: made }
  } catch {
    throw new AadstsError(50027)
  }
}

const thumbprintOf = (der: string): string =>
  createHash('sha256').update(Buffer.from(der, 'base64')).digest('base64url')

function checkTimes(platform: Platform, claims: JWTPayload): void {
  const from = (claims.nbf ?? claims.iat ?? 0) * 1000
  const to = (claims.exp ?? 0) * 1000
  const isValidAt = (now: number): boolean => from <= now + SKEW_MS && now < to + SKEW_MS
  const now = platform.world.now()
  if (isValidAt(now) || isValidAt(platform.callersNow())) return
  const values = { now: aadstsTimestamp(now), from: aadstsTimestamp(from), to: aadstsTimestamp(to) }
  throw new AadstsError(700024, { values })
}
