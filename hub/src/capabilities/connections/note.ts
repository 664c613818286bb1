import type { Refusal } from '../../microsoft/index.ts'
import type { CommandContext, Transaction } from '../../operation/context.ts'
import type { Writer } from '../../platform/database/database.ts'
import { connectionNews, newsOf } from './events.ts'
import type { PackName } from './packs.ts'
import type { ConnectionParts } from './parts.ts'
import type { ReasonCode } from './reasons.ts'
import { clearDenied } from './sql/clear-denied.ts'
import { noteAllowed } from './sql/note-allowed.ts'
import { noteDenied } from './sql/note-denied.ts'
import { noteRead } from './sql/note-read.ts'
import { noteRefusal } from './sql/note-refusal.ts'
import { noteRoles } from './sql/note-roles.ts'
import { grantOf, storedConnection } from './stored.ts'
import type { TestedGrant } from './test-grant.ts'

/** What whoever reads with a grant met. */
export type Outcome =
  /** a sync read these to their end, and merged */
  | { kind: 'read'; resources: readonly string[] }
  /** Graph answered 403 for a resource */
  | { kind: 'permission_missing'; resource: string; pack?: PackName }
  | { kind: 'credential_refused'; pack: PackName; refusal: Refusal }
  /** Graph accepted not even a new token */
  | { kind: 'token_rejected'; pack: PackName }

/**
 * Keeps what was met, from which state and reasons follow. A refusal that may pass by itself changes nothing; any other one closes the
 * grant until a person acts, so that it is never tried in a loop.
 * @returns the news to emit: only the first refusal is news
 */
export async function noteOutcome(
  writer: Writer,
  connectionId: string,
  outcome: Outcome,
  now: Date,
): Promise<ReturnType<typeof newsOf>[]> {
  if (outcome.kind === 'read') {
    await writer.run(noteRead, { connectionId, now })
    await writer.run(noteAllowed, { connectionId, resources: outcome.resources })
    return []
  }
  if (outcome.kind === 'permission_missing') {
    const { resource, pack = 'directory-read' } = outcome
    await writer.run(noteDenied, { connectionId, pack, resource, now })
    return []
  }
  if (outcome.kind === 'credential_refused' && outcome.refusal.again === 'retry') return []
  const reason: ReasonCode = outcome.kind === 'token_rejected' ? 'token_rejected' : outcome.refusal.reason
  const changed = await writer.run(noteRefusal, { connectionId, pack: outcome.pack, reason, now })
  return changed > 0 ? [newsOf(connectionNews.needsReauthorization, connectionId, { pack: outcome.pack, reason })] : []
}

/** What a test found, grant by grant. A grant that was closed and works again wakes the sync. */
export async function recordTest(
  parts: ConnectionParts,
  { transaction, clock }: CommandContext,
  connectionId: string,
  tested: readonly TestedGrant[],
): Promise<void> {
  const before = await storedConnection(transaction, connectionId)
  const now = clock.now()
  for (const { pack, token, graph, roles, refusal } of tested) {
    if (refusal)
      await emitAll(
        transaction,
        await noteOutcome(transaction, connectionId, { kind: 'credential_refused', pack, refusal }, now),
      )
    if (!token.ok) continue
    if (graph.reason === 'token_rejected') {
      await emitAll(transaction, await noteOutcome(transaction, connectionId, { kind: 'token_rejected', pack }, now))
      continue
    }
    await transaction.run(noteRoles, { connectionId, pack, roles, now })
    await transaction.run(clearDenied, { connectionId, pack })
    if (!grantOf(before, pack)?.refused_reason) continue
    await transaction.emit(newsOf(connectionNews.reauthorised, connectionId, { pack }))
    await parts.wakeSync(transaction, connectionId, before.row.first_imported_at ? 'manual' : 'first_import')
  }
}

async function emitAll(transaction: Transaction, news: readonly ReturnType<typeof newsOf>[]): Promise<void> {
  for (const one of news) await transaction.emit(one)
}
