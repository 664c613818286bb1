import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import type { Randomness } from '../randomness.ts'
import type { ClientPlatform } from '../redirect-uri.ts'

/** What a refresh token stands for: one person at one application, no resource and no tenancy (refresh-tokens). */
export interface RefreshGrant {
  tenantId: string
  userObjectId: string
  appId: string
  sessionId: string
  /** Epoch milliseconds of this very token's issue. */
  issuedAt: number
  authenticatedAt: number
  /** The platform of the redirect address that the first one was issued to; undefined for grants without one. */
  issuedTo: ClientPlatform | undefined
  /** Claims challenges that the person has answered. */
  satisfied: readonly string[]
  /** The scope parameter of the sign-in, for a refresh that states none. */
  scope: string
}

const DAY_MS = 24 * 60 * 60 * 1000
/** That long a refresh token may lie unused. Each use yields a new token, so this is the token's own age. */
export const REFRESH_INACTIVITY_MS = 90 * DAY_MS
/** That long after the sign-in a single-page application's tokens end, however often they were renewed. */
export const SPA_LIFETIME_MS = DAY_MS

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
      const sealed = Buffer.concat([cipher.update(JSON.stringify(grant), 'utf8'), cipher.final()])
      return `1.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`
    },
    open: (token) => {
      const bytes = Buffer.from(token.replace(/^1\./, ''), 'base64url')
      if (bytes.length < 28) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return readGrant(() => Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'))
    },
  }
}

/** The grant, or undefined when the seal does not hold. Whatever holds was written here. */
function readGrant(unseal: () => string): RefreshGrant | undefined {
  try {
    const grant: RefreshGrant = JSON.parse(unseal())
    return grant
  } catch {
    return undefined
  }
}
