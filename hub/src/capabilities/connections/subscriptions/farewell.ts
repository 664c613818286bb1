import { seconds } from '../../../kernel/time.ts'
import { usageMeter } from '../../../microsoft/index.ts'
import { basePack } from '../packs.ts'
import type { ConnectionParts } from '../parts.ts'
import { connectionReader } from '../sync-source.ts'
import { endAll } from './at-microsoft.ts'
import type { Kept } from './subscription.ts'

/** A person waits for the revocation, which must not depend on Microsoft. */
const patience = seconds(5)

/** Ends a connection's subscriptions at Microsoft before its credential is destroyed, as far as that goes. Never fails. */
export async function farewell(
  parts: ConnectionParts,
  { organisationId, connectionId }: { organisationId: string; connectionId: string },
  kept: readonly Kept[],
): Promise<void> {
  if (kept.every(({ subscriptionId }) => subscriptionId === null)) return
  const connection = await connectionReader(parts).open(organisationId, connectionId)
  const graph = connection.kind === 'ready' && connection.graph(basePack, usageMeter())
  if (graph) await endAll(parts, { graph, signal: parts.ports.deadline(patience) }, kept)
}
