import type { Reader } from '../../platform/database/database.ts'
import { genesis } from './chain.ts'
import { chainHead } from './sql/chain-head.ts'
import { countUnsealed } from './sql/count-unsealed.ts'
import { hashAt } from './sql/hash-at.ts'

/** How far the chain reaches, and how many committed entries wait for it. */
export async function readHead(
  reader: Reader,
  organisationId: string,
): Promise<{ count: number; head: string; unsealed: number }> {
  const last = await reader.first(chainHead, {})
  const waiting = await reader.first(countUnsealed, {})
  return { count: last?.position ?? 0, head: last?.hash ?? genesis(organisationId), unsealed: waiting?.count ?? 0 }
}

/** The hash at a position, that of the genesis at 0; undefined after the head. */
export async function readHashAt(
  reader: Reader,
  organisationId: string,
  position: number,
): Promise<string | undefined> {
  if (position === 0) return genesis(organisationId)
  return (await reader.first(hashAt, { position }))?.hash
}
