import { decodeJwt, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import type { MicrosoftCloud } from '../cloud.ts'
import type { MicrosoftPorts } from '../ports.ts'
import type { MetadataSource } from './metadata.ts'
import type { SigningKeys } from './signing-keys.ts'
import { issuerOf, tenancySegment } from './tenancy.ts'

/** Who signed in, from a validated ID token. */
export interface SignedInPerson {
  readonly tenantId: string
  readonly objectId: string
  readonly name: string | null
  readonly preferredUsername: string | null
  /** template ids of the directory roles held (claim `wids`); empty where the registration does not ask for that claim */
  readonly directoryRoleTemplateIds: readonly string[]
}

/** Which check an ID token failed. */
export type IdTokenCheck = 'form' | 'algorithm' | 'signature' | 'issuer' | 'audience' | 'expiry' | 'nonce' | 'tenancy'

/** An ID token that must not be believed. Says which check failed, and nothing of the token. */
export class IdTokenRejected extends Error {
  override readonly name = 'IdTokenRejected'
  readonly check: IdTokenCheck

  constructor(check: IdTokenCheck) {
    super(
      `The sign-in answer failed the check of its ${check}. Start the sign-in again; if it stays, somebody may be tampering.`,
    )
    this.check = check
  }
}

const guid = z.guid().transform((text) => text.toLowerCase())
const Tid = z.object({ tid: guid })
const Claims = z.object({
  tid: guid,
  oid: guid,
  nonce: z.string().optional(),
  azp: z.string().optional(),
  aud: z.string(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  wids: z.array(z.string()).optional(),
})

/** Microsoft's clocks and ours may differ by this much: `Lifetime` default of Microsoft's own validators is five minutes. */
const clockToleranceSeconds = 300

export interface Expected {
  readonly clientId: string
  readonly nonce: string
  /** the tenancy the person must be of; where it is absent any organisation's will do */
  readonly tenantId?: string
}

export interface IdTokenReader {
  /** @throws IdTokenRejected; Refused where metadata or keys cannot be read */
  read(idToken: string, expected: Expected, signal?: AbortSignal): Promise<SignedInPerson>
}

/**
 * Validates ID tokens (OpenID Connect Core §3.1.3.7). A token got through `organizations` names its tenancy in `tid`; it is believed only
 * when it is signed by the keys of that very tenancy's own discovery document and its `iss` is exactly that tenancy's issuer:
 * learn.microsoft.com/entra/identity-platform/access-tokens, "Multitenant applications".
 */
export function idTokenReader(
  cloud: MicrosoftCloud,
  ports: MicrosoftPorts,
  metadata: MetadataSource,
  keys: SigningKeys,
): IdTokenReader {
  return {
    async read(idToken, expected, signal) {
      const tid = claimedTenancy(idToken)
      if (expected.tenantId !== undefined && tid !== expected.tenantId) throw new IdTokenRejected('tenancy')
      const tenancy = tenancySegment(tid)
      const { jwksUri } = await metadata.of(tenancy, signal)
      const verified = await jwtVerify(idToken, keys.at(jwksUri, signal), {
        issuer: issuerOf(cloud, tenancy),
        audience: expected.clientId,
        algorithms: ['RS256', 'PS256'],
        requiredClaims: ['exp', 'iat', 'nonce', 'tid', 'oid'],
        clockTolerance: clockToleranceSeconds,
        currentDate: ports.clock.now(),
      }).catch((error: unknown) => {
        throw failedCheck(error)
      })
      return person(verified.payload, expected)
    },
  }
}

function claimedTenancy(idToken: string): string {
  try {
    return Tid.parse(decodeJwt(idToken)).tid
  } catch {
    throw new IdTokenRejected('form')
  }
}

function person(payload: unknown, expected: Expected): SignedInPerson {
  const claims = Claims.safeParse(payload)
  if (!claims.success) throw new IdTokenRejected('form')
  const { tid, oid, nonce, azp, name, preferred_username, wids } = claims.data
  if (nonce !== expected.nonce) throw new IdTokenRejected('nonce')
  if (azp !== undefined && azp !== expected.clientId) throw new IdTokenRejected('audience')
  return {
    tenantId: tid,
    objectId: oid,
    name: name ?? null,
    preferredUsername: preferred_username ?? null,
    directoryRoleTemplateIds: wids ?? [],
  }
}

/** jose's errors in our words; what is not a failed check (keys could not be read) goes on as it is. */
function failedCheck(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new IdTokenRejected('expiry')
  if (error instanceof errors.JWTClaimValidationFailed) return new IdTokenRejected(claimCheck(error.claim))
  if (error instanceof errors.JOSEAlgNotAllowed) return new IdTokenRejected('algorithm')
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return new IdTokenRejected('signature')
  if (error instanceof errors.JOSEError) return new IdTokenRejected('form')
  return error
}

function claimCheck(claim: string): IdTokenCheck {
  if (claim === 'iss') return 'issuer'
  if (claim === 'aud') return 'audience'
  if (claim === 'nonce') return 'nonce'
  return claim === 'exp' || claim === 'nbf' || claim === 'iat' ? 'expiry' : 'form'
}
