import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { pageInput, Uuid } from '../../../operation/schemas.ts'
import { namesOfActors } from '../../organisations/index.ts'
import { SyncRunPage, SyncStatus } from '../model/sync.ts'
import { syncRunOf } from '../model/sync-run-of.ts'
import { listRuns, runResources } from '../sql/sync-runs.ts'

const Position = z.tuple([z.string(), z.string()])

export const listSyncRuns = operation({
  name: 'sync-runs.list',
  summary: 'Sync runs, newest first: what each read, changed, cost and could not read',
  kind: 'query',
  route: 'GET /v1/sync-runs',
  scope: 'directory:read',
  input: z.object({ ...pageInput, connectionId: Uuid.optional(), status: SyncStatus.optional() }),
  output: SyncRunPage,
  errors: [],
  async run({ reader, clock, cursors }, { limit, cursor, connectionId, status }) {
    const filters = { connectionId, status }
    const after = cursor === undefined ? undefined : Position.parse(cursors.open(filters, cursor))
    const found = await reader.rows(listRuns, {
      connectionId: connectionId ?? null,
      status: status ?? null,
      beforeStarted: after ? new Date(after[0]) : null,
      beforeId: after?.[1] ?? null,
      limit: limit + 1,
    })
    const runs = found.slice(0, limit)
    const last = runs.at(-1)
    const resources = await reader.rows(runResources, { runIds: runs.map((run) => run.run_id) })
    const names = await namesOfActors(
      reader,
      runs.flatMap((run) => [run.requested_by, run.decided_by]),
    )
    return {
      items: runs.map((run) => syncRunOf(run, resources, clock.now(), names)),
      nextCursor:
        found.length > limit && last ? cursors.seal(filters, [last.started_at.toISOString(), last.run_id]) : null,
    }
  },
})
