import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { decrypt, encrypt, ivBytes, keyBytes } from './aead.ts'

/** Where a ciphertext stands, and the only place where it opens. `row` is the row's own key: an id, or `a/b` of several. */
export interface Place {
  table: string
  column: string
  row: string
}

/**
 * version (1 byte) · key version (4, big-endian) · IV (12) · key commitment (32) · ciphertext · tag (16)
 *
 * AES-GCM alone lets one ciphertext open under two keys; the commitment, an HMAC-SHA-256 under a key derived from the
 * data key, over header and additional data, pins one (as the AWS Encryption SDK's committing suites do).
 */
const envelopeVersion = 1
const headerBytes = 1 + 4 + ivBytes
const commitmentBytes = 32

/** What a data key is used as: two keys derived from it (RFC 5869), so that it serves no two purposes. */
export interface DerivedKeys {
  encryption: Uint8Array
  commitment: Uint8Array
}

export function deriveKeys(dataKey: Uint8Array): DerivedKeys {
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', dataKey, new Uint8Array(), `atrium vault 1 ${purpose}`, keyBytes))
  return { encryption: derive('encryption'), commitment: derive('commitment') }
}

export function sealEnvelope(
  keys: DerivedKeys,
  keyVersion: number,
  iv: Uint8Array,
  organisation: string,
  place: Place,
  plaintext: Uint8Array,
): Uint8Array {
  const header = Buffer.alloc(headerBytes)
  header[0] = envelopeVersion
  header.writeUInt32BE(keyVersion, 1)
  header.set(iv, 5)
  const additional = additionalData(organisation, place, keyVersion)
  const ciphertext = encrypt(keys.encryption, iv, additional, plaintext)
  return Buffer.concat([header, commit(keys, header, additional), ciphertext])
}

/** The version of the data key that an envelope names, or undefined where this is no envelope. */
export function keyVersionOf(sealed: Uint8Array): number | undefined {
  if (sealed[0] !== envelopeVersion || sealed.length < headerBytes + commitmentBytes) return undefined
  return Buffer.from(sealed.buffer, sealed.byteOffset).readUInt32BE(1)
}

/** @throws where the envelope was altered or was sealed for another organisation, place or key. */
export function openEnvelope(keys: DerivedKeys, organisation: string, place: Place, sealed: Uint8Array): Uint8Array {
  const keyVersion = keyVersionOf(sealed)
  if (keyVersion === undefined) throw new RangeError('not an envelope')
  const header = sealed.subarray(0, headerBytes)
  const additional = additionalData(organisation, place, keyVersion)
  const commitment = sealed.subarray(headerBytes, headerBytes + commitmentBytes)
  if (!timingSafeEqual(commitment, commit(keys, header, additional))) throw new RangeError('the key does not match')
  return decrypt(keys.encryption, header.subarray(5), additional, sealed.subarray(headerBytes + commitmentBytes))
}

const additionalData = (organisation: string, { table, column, row }: Place, keyVersion: number): Uint8Array =>
  Buffer.from(canonicalJson({ organisation, table, column, row, keyVersion }))

const commit = (keys: DerivedKeys, header: Uint8Array, additional: Uint8Array): Uint8Array =>
  createHmac('sha256', keys.commitment).update(header).update(createHash('sha256').update(additional).digest()).digest()
