import { AtriumError, notFound } from '../../../kernel/errors.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { type ResourceRow, type RunRow, runById, runResources } from '../sql/sync-runs.ts'
import { isComplete } from '../sync/apply.ts'

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

export const completeOf = (resources: readonly ResourceRow[]) => {
  const complete = (resource: string) => resources.some((row) => row.resource === resource && isComplete(row))
  return {
    peopleComplete: complete('users'),
    groupsComplete: complete('groups'),
    assignmentsComplete: complete('appRoleAssignments'),
  }
}
