import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { Uuid } from '../../../operation/schemas.ts'
import { wakeStreams } from '../../../platform/outbox/outbox.ts'
import { actorIdOf } from '../../organisations/index.ts'
import { SyncRun } from '../model/sync.ts'
import { syncRunOf } from '../model/sync-run-of.ts'
import { forgetLosses } from '../sql/held-changes.ts'
import { endRun, runById, runToDecide } from '../sql/sync-runs.ts'
import { discardStaged } from '../sync/apply.ts'
import { heldRun } from './held-run.ts'

export const refuseHeldRun = operation({
  name: 'sync-runs.refuse',
  summary: 'Let a held run go, unmerged; the next run reads the same changes again',
  kind: 'command',
  effect: 'none',
  route: 'POST /v1/sync-runs/{runId}/refuse',
  scope: 'directory:sync',
  input: z.object({ runId: Uuid }),
  output: SyncRun,
  errors: ['not_found', 'conflict'],
  subject: ({ runId }) => ({ type: 'sync-run', id: runId }),
  audit: () => ({}),
  async run({ transaction, clock, principal }, { runId }) {
    const { run, resources } = await heldRun(transaction, runId, runToDecide)
    await transaction.run(endRun, {
      runId,
      status: 'refused',
      reason: 'refused_by_person',
      detail: run.detail,
      endedAt: clock.now(),
      mergedAt: null,
      decidedBy: actorIdOf(principal),
    })
    await discardStaged(transaction, runId)
    await transaction.run(forgetLosses, { runId })
    await transaction.run(wakeStreams, {})
    return syncRunOf((await transaction.first(runById, { runId })) ?? run, resources, clock.now())
  },
})
