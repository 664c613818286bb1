import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { Uuid } from '../../../operation/schemas.ts'
import { whyClosed } from '../../connections/index.ts'
import { namesOfActors } from '../../organisations/index.ts'
import { SyncProgress } from '../model/sync.ts'
import { syncRunOf } from '../model/sync-run-of.ts'
import { secondsLeft } from '../rules.ts'
import { expectedObjects } from '../sql/expected-objects.ts'
import { listRuns, newest, runResources } from '../sql/sync-runs.ts'

export const followSync = operation({
  name: 'sync-runs.progress',
  summary: 'The newest run of a connection, told again whenever it moves, until it ends',
  kind: 'stream',
  route: 'GET /v1/connections/{connectionId}/sync-progress',
  scope: 'directory:read',
  input: z.object({ connectionId: Uuid, afterRunId: Uuid.optional().describe('Wait for a run newer than this one') }),
  output: SyncProgress,
  errors: ['not_found'],
  async read({ reader, clock }, { connectionId, afterRunId }) {
    const now = clock.now()
    const closed = await whyClosed(reader, connectionId, now)
    const [run] = await reader.rows(listRuns, { connectionId, ...newest })
    // a connection that is closed to reading begins no run: there is nothing to wait for
    if (!run || run.run_id === afterRunId)
      return { item: { run: null, estimatedSecondsLeft: null }, last: closed !== undefined }
    const names = await namesOfActors(reader, [run.requested_by, run.decided_by])
    const shown = syncRunOf(run, await reader.rows(runResources, { runIds: [run.run_id] }), now, names)
    const announced = shown.resources.reduce((sum, { expected }) => sum + (expected ?? 0), 0)
    const expected = Math.max(announced, (await reader.first(expectedObjects, {}))?.count ?? 0)
    const left =
      run.status === 'running'
        ? secondsLeft({ elapsedSeconds: shown.durationSeconds ?? 0, read: shown.objectsRead, expected })
        : undefined
    return {
      item: { run: shown, estimatedSecondsLeft: left ?? null },
      last: run.status !== 'running',
    }
  },
})
