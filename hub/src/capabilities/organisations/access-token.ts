import { createPublicKey, type KeyObject } from 'node:crypto'
import { errors, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../kernel/time.ts'
import type { SigningKey } from '../../platform/vault/index.ts'

/**
 * Access tokens: JWTs in RFC 9068's profile, signed with Ed25519 (RFC 8037) by the installation's key, issued by and meant
 * for this installation alone.
 */
export interface AccessTokens {
  issue(claims: AccessClaims, lifetimeSeconds: number): { accessToken: string; expiresAt: Date }
  /** undefined where it was not issued here, was altered, or has expired */
  verify(token: string): Promise<AccessClaims | undefined>
}

export interface AccessClaims {
  /** one token's own id */
  tokenId: string
  apiKeyId: string
  organisationId: string
  scopes: readonly string[]
}

const Payload = z.object({
  sub: z.uuid(),
  jti: z.uuid(),
  organisation: z.uuid(),
  scope: z.string(),
})

const tokenType = 'at+jwt'

export function createAccessTokens(parts: { signing: SigningKey; url: string; clock: Clock }): AccessTokens {
  const { signing, url, clock } = parts
  const header = encode({ alg: 'EdDSA', typ: tokenType, kid: signing.fingerprint.slice(0, 16) })
  let publicKey: KeyObject | undefined
  return {
    issue(claims, lifetimeSeconds) {
      const issuedAt = Math.floor(clock.now().getTime() / 1_000)
      const payload = {
        iss: url,
        aud: url,
        sub: claims.apiKeyId,
        jti: claims.tokenId,
        organisation: claims.organisationId,
        scope: claims.scopes.join(' '),
        iat: issuedAt,
        exp: issuedAt + lifetimeSeconds,
      }
      const signed = `${header}.${encode(payload)}`
      return {
        accessToken: `${signed}.${signing.sign(Buffer.from(signed))}`,
        expiresAt: new Date((issuedAt + lifetimeSeconds) * 1_000),
      }
    },
    async verify(token) {
      publicKey ??= createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: signing.publicKey }, format: 'jwk' })
      try {
        // the algorithm is ours to say, never the token's (RFC 8725 §3.1)
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: ['EdDSA'],
          issuer: url,
          audience: url,
          typ: tokenType,
          requiredClaims: ['exp', 'iat', 'jti', 'sub'],
          currentDate: clock.now(),
        })
        const read = Payload.safeParse(payload)
        if (!read.success) return undefined
        const { sub, jti, organisation, scope } = read.data
        return { tokenId: jti, apiKeyId: sub, organisationId: organisation, scopes: scope.split(' ') }
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
