import { createCipheriv, createDecipheriv } from 'node:crypto'

/** NIST SP 800-38D §8.2.2: a random 96-bit IV; safe for 2³² messages under one key. */
export const ivBytes = 12
export const tagBytes = 16
export const keyBytes = 32

const cipher = 'aes-256-gcm'

/** AES-256-GCM: the ciphertext followed by its 128-bit tag. */
export function encrypt(key: Uint8Array, iv: Uint8Array, additional: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const aes = createCipheriv(cipher, key, iv, { authTagLength: tagBytes }).setAAD(additional)
  return Buffer.concat([aes.update(plaintext), aes.final(), aes.getAuthTag()])
}

/** @throws where the key, the IV, the additional data, the ciphertext or the tag is not the one of `encrypt`. */
export function decrypt(key: Uint8Array, iv: Uint8Array, additional: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (sealed.length < tagBytes) throw new RangeError('shorter than its tag')
  const end = sealed.length - tagBytes
  const aes = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes })
    .setAAD(additional)
    .setAuthTag(sealed.subarray(end))
  return Buffer.concat([aes.update(sealed.subarray(0, end)), aes.final()])
}
