import { createHash } from 'node:crypto'
import { minutes } from '../../kernel/time.ts'
import type { Reader, Writer } from '../database/database.ts'
import { keyBytes } from './aead.ts'
import { type DerivedKeys, deriveKeys } from './envelope.ts'
import { dataKeyOfVersion } from './sql/data-key-of-version.ts'
import type { DataKeyRow } from './sql/data-key-row.ts'
import { insertFirstDataKey } from './sql/insert-first-data-key.ts'
import { newestDataKey } from './sql/newest-data-key.ts'
import type { VaultParts } from './vault.ts'
import { VaultError } from './vault-error.ts'

const keptFor = minutes(5)
const keptAtMost = 1_000

/** An organisation's data key, ready for use. */
export interface DataKey {
  version: number
  keys: DerivedKeys
}

export interface DataKeys {
  /** the newest key, with which everything is sealed; makes the first one in the writer's transaction */
  newestOrFirst(writer: Writer, organisationId: string): Promise<DataKey>
  /** a first key, wrapped and not yet anywhere */
  draft(organisationId: string): Promise<{ wrapped: Uint8Array; wrappedBy: string; createdAt: Date }>
  ofVersion(reader: Reader, organisationId: string, version: number): Promise<DataKey>
  unwrap(organisationId: string, row: DataKeyRow): Promise<DataKey>
}

/**
 * Which key an organisation has is asked of the database each time: a key made in a transaction that rolled back, or
 * replaced by another process, must never be used. Only the unwrapping is remembered, by the wrapped bytes themselves.
 */
export function dataKeys({ keyEncryption, random, clock }: VaultParts): DataKeys {
  const unwrapped = new Map<string, { keys: DerivedKeys; until: number }>()

  const draft: DataKeys['draft'] = async (organisationId) => {
    const context = { organisation: organisationId, keyVersion: '1' }
    const wrapped = await keyEncryption.wrap(random.bytes(keyBytes), context)
    return { wrapped, wrappedBy: keyEncryption.id, createdAt: clock.now() }
  }

  const unwrap: DataKeys['unwrap'] = async (organisationId, { version, wrapped, wrappedBy }) => {
    if (wrappedBy !== keyEncryption.id)
      throw new VaultError(
        'other_key_encryption',
        `The secrets of organisation ${organisationId} are locked by the key ${wrappedBy}, but this installation holds ${keyEncryption.id}.`,
        'Restore the key file that belongs to this database, or connect Microsoft again to enter new credentials.',
      )
    const now = clock.now().getTime()
    const name = createHash('sha256').update(`${organisationId} ${version} `).update(wrapped).digest('hex')
    const kept = unwrapped.get(name)
    if (kept && kept.until > now) return { version, keys: kept.keys }
    for (const [old, { until }] of unwrapped) if (until <= now || unwrapped.size >= keptAtMost) unwrapped.delete(old)
    const context = { organisation: organisationId, keyVersion: String(version) }
    const dataKey = await keyEncryption.unwrap(wrapped, context).catch((cause: unknown) => {
      // a key-encryption that could not be reached says so itself; that is no sign of alteration
      if (cause instanceof VaultError) throw cause
      const what = `The data key ${version} of organisation ${organisationId} does not unwrap: it was altered or copied from elsewhere.`
      throw new VaultError('does_not_open', what, 'Restore the table data_key from a backup.', cause)
    })
    const keys = deriveKeys(dataKey)
    dataKey.fill(0)
    unwrapped.set(name, { keys, until: now + keptFor })
    return { version, keys }
  }

  return {
    draft,
    unwrap,
    async newestOrFirst(writer, organisationId) {
      let row = await writer.first(newestDataKey, { organisationId })
      if (!row) {
        await writer.run(insertFirstDataKey, { organisationId, ...(await draft(organisationId)) })
        row = await writer.first(newestDataKey, { organisationId })
      }
      if (!row) throw missing(organisationId, 1)
      return unwrap(organisationId, row)
    },
    async ofVersion(reader, organisationId, version) {
      const row = await reader.first(dataKeyOfVersion, { organisationId, version })
      if (!row) throw missing(organisationId, version)
      return unwrap(organisationId, row)
    },
  }
}

const missing = (organisationId: string, version: number): VaultError =>
  new VaultError(
    'data_key_missing',
    `The data key ${version} of organisation ${organisationId} is not in the database.`,
    'Restore the table data_key from a backup taken after the secret was entered.',
  )
