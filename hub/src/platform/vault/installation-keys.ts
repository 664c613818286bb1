import { createHash, createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { type Random, systemRandom } from '../../kernel/random.ts'
import { keyFile } from './key-file.ts'

/** Signs what leaves this installation: audit exports, checkpoints. */
export interface SigningKey {
  /** the raw 32 bytes of the Ed25519 public key (RFC 8032), base64url: what a verifier needs */
  readonly publicKey: string
  /** SHA-256 of those 32 bytes, lower-case hexadecimal: what a person compares */
  readonly fingerprint: string
  /** the 64-byte signature, base64url */
  sign(message: Uint8Array): string
}

export interface InstallationKeys {
  signing: SigningKey
  /** authenticates list cursors; 32 bytes */
  cursorKey: Uint8Array
  /**
   * A keyed HMAC-SHA-256 by which a value can be looked up that is itself kept sealed (a tenancy's directory id);
   * `kind` keeps equal values of different kinds apart. The caller brings the value to one form first (lower case).
   */
  lookupHmac(kind: string, value: string): Uint8Array
}

/** RFC 8410 §7: an Ed25519 private key in PKCS #8 is this and its 32-byte seed. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
/** RFC 8410 §4: a public key in SubjectPublicKeyInfo is 12 bytes and the key. */
const spkiPrefixBytes = 12

/**
 * The installation's own keys, each in a file of `folder` made at the first use. They are part of a backup: without
 * `lookup.key` no tenancy is found again, without `signing.key` later exports do not continue the earlier ones.
 *
 * @throws VaultError where a file is unreadable, damaged or open to other accounts.
 */
export async function installationKeys(folder: string, random: Random = systemRandom): Promise<InstallationKeys> {
  const seed = await keyFile(folder, 'signing', random)
  const cursorKey = await keyFile(folder, 'cursor', random)
  const lookupKey = await keyFile(folder, 'lookup', random)
  return {
    signing: signingKey(seed),
    cursorKey,
    lookupHmac: (kind, value) => createHmac('sha256', lookupKey).update(`${kind}\0${value}`).digest(),
  }
}

/** @param seed 32 bytes */
export function signingKey(seed: Uint8Array): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(spkiPrefixBytes)
  return {
    publicKey: raw.toString('base64url'),
    fingerprint: createHash('sha256').update(raw).digest('hex'),
    sign: (message) => sign(null, message, privateKey).toString('base64url'),
  }
}
