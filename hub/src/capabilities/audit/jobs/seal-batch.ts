import type { Writer } from '../../../platform/database/database.ts'
import { nextHash } from '../chain.ts'
import { readHead } from '../read-head.ts'
import { appendSeals } from '../sql/append-seals.ts'
import { unsealedEntries } from '../sql/unsealed-entries.ts'

const batch = 1_000

/**
 * Appends what has committed to the chain; the caller holds the organisation's lease in this transaction.
 * @returns how many it sealed, and whether that was all
 */
export async function sealBatch(writer: Writer, organisationId: string): Promise<{ sealed: number; all: boolean }> {
  const rows = await writer.rows(unsealedEntries, { limit: batch })
  if (rows.length === 0) return { sealed: 0, all: true }
  const { count, head } = await readHead(writer, organisationId)
  const hashes: Uint8Array[] = []
  let previous = head
  for (const [index, { id, at, entry }] of rows.entries()) {
    previous = nextHash(previous, { ...entry, id, at: at.toISOString(), position: count + index + 1 })
    hashes.push(Buffer.from(previous, 'hex'))
  }
  const positions = rows.map((_, index) => count + index + 1)
  await writer.run(appendSeals, { positions, ids: rows.map(({ id }) => id), hashes })
  return { sealed: rows.length, all: rows.length < batch }
}
