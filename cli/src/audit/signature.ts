import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Checkpoint } from './lines.ts'

/** Whether the checkpoint was signed (Ed25519, RFC 8032) with the private half of the key that it names. */
export function isSigned({ publicKey, signature, text }: Checkpoint): boolean {
  // base64url's last character has spare bits: only the one canonical spelling counts
  const bytes = Buffer.from(signature, 'base64url')
  if (bytes.toString('base64url') !== signature) return false
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
    return verify(null, Buffer.from(text), key, bytes)
  } catch {
    return false
  }
}

/** SHA-256 of the public key's 32 bytes, lower-case hexadecimal: what two people compare. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex')
