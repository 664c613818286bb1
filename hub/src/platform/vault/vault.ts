import type { Random } from '../../kernel/random.ts'
import type { Clock } from '../../kernel/time.ts'
import type { Database, Reader, Writer } from '../database/database.ts'
import { ivBytes } from './aead.ts'
import { dataKeys } from './data-keys.ts'
import { keyVersionOf, openEnvelope, type Place, sealEnvelope } from './envelope.ts'
import type { KeyEncryption } from './key-encryption.ts'
import { insertFirstDataKey } from './sql/insert-first-data-key.ts'
import { newestDataKey } from './sql/newest-data-key.ts'
import { VaultError } from './vault-error.ts'

export interface VaultParts {
  keyEncryption: KeyEncryption
  random: Random
  clock: Clock
}

/** Seals secrets for the place where they are stored. Reader and writer must see the organisation's rows. */
export interface Vault {
  /** the envelope to store at `place`; the organisation's first seal makes its data key in the writer's transaction */
  seal(writer: Writer, organisationId: string, place: Place, plaintext: string | Uint8Array): Promise<Uint8Array>
  /** @throws VaultError `does_not_open` where the envelope was altered or sealed for another organisation, table, column, row or key version */
  open(reader: Reader, organisationId: string, place: Place, sealed: Uint8Array): Promise<Uint8Array>
  /** the same, of what was sealed as text */
  openText(reader: Reader, organisationId: string, place: Place, sealed: Uint8Array): Promise<string>
  /**
   * Makes and unwraps the organisation's data key beforehand with no transaction open, so that a seal or open in the
   * next minutes calls nobody. Needed where the key-encryption key is kept by a cloud; harmless elsewhere.
   */
  prepare(database: Database, organisationId: string): Promise<void>
}

export function createVault(parts: VaultParts): Vault {
  const keys = dataKeys(parts)

  const open: Vault['open'] = async (reader, organisationId, place, sealed) => {
    const version = keyVersionOf(sealed)
    if (version === undefined) throw doesNotOpen(organisationId, place)
    const dataKey = await keys.ofVersion(reader, organisationId, version)
    try {
      return openEnvelope(dataKey.keys, organisationId, place, sealed)
    } catch (cause) {
      throw doesNotOpen(organisationId, place, cause)
    }
  }

  return {
    async seal(writer, organisationId, place, plaintext) {
      const { version, keys: derived } = await keys.newestOrFirst(writer, organisationId)
      const iv = parts.random.bytes(ivBytes)
      return sealEnvelope(derived, version, iv, organisationId, place, Buffer.from(plaintext))
    },
    open,
    async openText(reader, organisationId, place, sealed) {
      return Buffer.from(await open(reader, organisationId, place, sealed)).toString('utf8')
    },
    async prepare(database, organisationId) {
      const newest = (reader: Reader) => reader.first(newestDataKey, { organisationId })
      let row = await database.read({ organisationId }, newest)
      if (!row) {
        const first = { organisationId, ...(await keys.draft(organisationId)) }
        row = await database.write({ organisationId }, async (writer) => {
          await writer.run(insertFirstDataKey, first)
          return newest(writer)
        })
      }
      if (row) await keys.unwrap(organisationId, row)
    },
  }
}

const doesNotOpen = (organisationId: string, { table, column, row }: Place, cause?: unknown): VaultError =>
  new VaultError(
    'does_not_open',
    `The secret in ${table}.${column} of row ${row} does not open for organisation ${organisationId}: it was altered or copied from elsewhere.`,
    'Restore that row from a backup, or enter the secret again.',
    cause,
  )
