import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { Uuid } from '../../../operation/schemas.ts'
import { namesOfActors } from '../../organisations/index.ts'
import { SyncRun } from '../model/sync.ts'
import { syncRunOf } from '../model/sync-run-of.ts'
import { runById, runResources } from '../sql/sync-runs.ts'

export const showSyncRun = operation({
  name: 'sync-runs.show',
  summary: 'One sync run, resource by resource',
  kind: 'query',
  route: 'GET /v1/sync-runs/{runId}',
  scope: 'directory:read',
  input: z.object({ runId: Uuid }),
  output: SyncRun,
  errors: ['not_found'],
  async run({ reader, clock }, { runId }) {
    const run = await reader.first(runById, { runId })
    if (!run) throw notFound('sync run')
    const resources = await reader.rows(runResources, { runIds: [runId] })
    const names = await namesOfActors(reader, [run.requested_by, run.decided_by])
    return syncRunOf(run, resources, clock.now(), names)
  },
})
