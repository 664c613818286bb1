import { createHmac } from 'node:crypto'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { type Random, systemRandom } from '../../kernel/random.ts'
import { decrypt, encrypt, ivBytes } from './aead.ts'
import type { DataKeyContext, KeyEncryption } from './key-encryption.ts'
import { keyFile } from './key-file.ts'

const wrappedVersion = 1

/**
 * The key-encryption key in `<folder>/key-encryption.key`, made at the first use. Whoever has this file and the database
 * has every secret, so a backup keeps them apart.
 *
 * @throws VaultError where the file is unreadable, damaged or open to other accounts.
 */
export async function fileKeyEncryption(folder: string, random: Random = systemRandom): Promise<KeyEncryption> {
  const key = await keyFile(folder, 'key-encryption', random)
  const id = `file:${createHmac('sha256', key).update('atrium key id').digest('hex').slice(0, 16)}`
  const additional = (context: DataKeyContext) => Buffer.from(canonicalJson({ ...context, wrappedBy: id }))
  return {
    id,
    async wrap(dataKey, context) {
      const iv = random.bytes(ivBytes)
      return Buffer.concat([Uint8Array.of(wrappedVersion), iv, encrypt(key, iv, additional(context), dataKey)])
    },
    async unwrap(wrapped, context) {
      if (wrapped[0] !== wrappedVersion) throw new RangeError(`a wrapped data key of format ${wrapped[0]} is unknown`)
      const iv = wrapped.subarray(1, 1 + ivBytes)
      return decrypt(key, iv, additional(context), wrapped.subarray(1 + ivBytes))
    },
  }
}
