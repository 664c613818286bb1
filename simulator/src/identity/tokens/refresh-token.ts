import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import type { Randomness } from '../randomness.ts'

/** What a refresh token stands for: one person at one application, no resource and no tenancy (refresh-tokens). */
export interface RefreshGrant {
  tenantId: string
  userObjectId: string
  appId: string
  sessionId: string
  /** Epoch milliseconds of this very token's issue. */
  issuedAt: number
  authenticatedAt: number
  /** The scope parameter of the sign-in, for a refresh that states none. */
  scope: string
}

/** Days that a refresh token may lie unused. Each use yields a new token, so this is the token's own age. */
export const REFRESH_INACTIVITY_MS = 90 * 24 * 60 * 60 * 1000

/** Refresh tokens are sealed, not stored: an old one stays valid beside its successors, and memory holds none. */
export interface RefreshTokens {
  seal(grant: RefreshGrant): string
  /** Undefined for anything that was not sealed here. */
  open(token: string): RefreshGrant | undefined
}

/** With a `seed`, tokens still open after a restart of the simulator on the same data. */
export function createRefreshTokens(random: Randomness, seed: string | undefined): RefreshTokens {
  const key = seed === undefined ? random.bytes(32) : createHash('sha256').update(`refresh tokens of ${seed}`).digest()
  return {
    seal: (grant) => {
      const iv = random.bytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const plain = [
        grant.tenantId,
        grant.userObjectId,
        grant.appId,
        grant.sessionId,
        String(grant.issuedAt),
        String(grant.authenticatedAt),
        grant.scope,
      ].join('\n')
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `1.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`
    },
    open: (token) => {
      const bytes = Buffer.from(token.replace(/^1\./, ''), 'base64url')
      if (bytes.length < 28) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      const plain = finish(() =>
        Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'),
      )
      const [tenantId, userObjectId, appId, sessionId, issuedAt, authenticatedAt, scope] = plain?.split('\n') ?? []
      if (!tenantId || !userObjectId || !appId || !sessionId || scope === undefined) return undefined
      return {
        tenantId,
        userObjectId,
        appId,
        sessionId,
        issuedAt: Number(issuedAt),
        authenticatedAt: Number(authenticatedAt),
        scope,
      }
    },
  }
}

/** The text, or undefined when the seal does not hold. */
function finish(read: () => string): string | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
