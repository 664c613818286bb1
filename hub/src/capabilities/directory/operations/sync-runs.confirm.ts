import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { Uuid } from '../../../operation/schemas.ts'
import { statement } from '../../../platform/database/statement.ts'
import { actorIdOf } from '../../organisations/index.ts'
import { events } from '../events.ts'
import { SyncRun } from '../model/sync.ts'
import { syncRunOf } from '../model/sync-run-of.ts'
import { forgetLosses } from '../sql/held-changes.ts'
import { endRun, runById, runResources, runToDecide } from '../sql/sync-runs.ts'
import { applyRun, gatherRun, instantAfterLast } from '../sync/apply.ts'
import { heldRun } from './held-run.ts'

const confirmLosses = statement<{ at: Date }, unknown>(`update directory_state set losses_confirmed_at = :at`)

export const confirmHeldRun = operation({
  name: 'sync-runs.confirm',
  summary: 'Carry out a held run: a person has looked at what it takes away and found it right',
  kind: 'command',
  effect: 'irreversible',
  route: 'POST /v1/sync-runs/{runId}/confirm',
  scope: 'directory:sync',
  input: z.object({ runId: Uuid }),
  output: SyncRun,
  errors: ['not_found', 'conflict'],
  subject: ({ runId }) => ({ type: 'sync-run', id: runId }),
  audit: (_, run) => ({ created: run.created, changed: run.changed, ended: run.ended }),
  async run({ transaction, clock, principal }, { runId }) {
    const { run, resources } = await heldRun(transaction, runId, runToDecide)
    const now = clock.now()
    const connectionId = run.connection_id
    const gathered = await gatherRun(transaction, { runId, connectionId }, resources)
    const instant = await instantAfterLast(transaction, now)
    await applyRun(transaction, { runId, connectionId, readAt: now, instant }, gathered)
    await transaction.run(forgetLosses, { runId })
    await transaction.run(confirmLosses, { at: instant })
    await transaction.run(endRun, {
      runId,
      status: resources.every((row) => row.status === 'read' && row.unreadable === 0) ? 'completed' : 'incomplete',
      reason: null,
      detail: null,
      endedAt: now,
      mergedAt: instant,
      decidedBy: actorIdOf(principal),
    })
    await transaction.emit(events.syncMerged({ connectionId, runId, at: instant.toISOString() }))
    const after = await transaction.first(runById, { runId })
    return syncRunOf(after ?? run, await transaction.rows(runResources, { runIds: [runId] }), now)
  },
})
