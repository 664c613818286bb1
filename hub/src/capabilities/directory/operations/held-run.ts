import { AtriumError, notFound } from '../../../kernel/errors.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { type ResourceRow, type RunRow, runById, runResources } from '../sql/sync-runs.ts'

/** A run that waits for a person, with what it read. Whoever decides about it takes it with `runToDecide`. */
export async function heldRun(
  reader: Reader,
  runId: string,
  take: typeof runById = runById,
): Promise<{ run: RunRow; resources: ResourceRow[] }> {
  const run = await reader.first(take, { runId })
  if (!run) throw notFound('sync run')
  if (run.status !== 'held')
    throw new AtriumError('conflict', {
      detail: 'This run does not wait for a decision.',
      next: 'Open Sync history for its state; somebody else may have decided.',
    })
  return { run, resources: await reader.rows(runResources, { runIds: [runId] }) }
}
