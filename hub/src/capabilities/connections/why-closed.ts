import type { Reader } from '../../platform/database/database.ts'
import { closedGrant } from './open-grant.ts'
import { basePack } from './packs.ts'
import { reasonText } from './reasons.ts'
import { storedConnection } from './stored.ts'

/** Why a connection cannot be read through now, in words, with the next step. */
export interface ClosedConnection {
  reason: string
  sentence: string
  next: string
}

/**
 * Whether nothing that only a person can mend stands against reading through a connection; no remote call.
 * @throws AtriumError `not_found`
 */
export async function whyClosed(
  reader: Reader,
  connectionId: string,
  now: Date,
): Promise<ClosedConnection | undefined> {
  const closed = closedGrant(await storedConnection(reader, connectionId), basePack, now)
  if (closed === undefined) return undefined
  const reason = closed === 'pack_not_enabled' ? 'consent_pending' : closed
  return { reason, ...reasonText(reason) }
}
