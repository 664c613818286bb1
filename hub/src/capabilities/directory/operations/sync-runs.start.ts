import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { Uuid } from '../../../operation/schemas.ts'
import { whyClosed } from '../../connections/index.ts'
import { actorIdOf } from '../../organisations/index.ts'
import { listRuns, newest, openRun } from '../sql/sync-runs.ts'

export const SyncRequested = z
  .object({
    connectionId: Uuid,
    lastRunId: Uuid.nullable().describe('The newest run so far; the requested one comes after it'),
  })
  .meta({ id: 'SyncRequested' })

export const startSync = operation({
  name: 'sync-runs.start',
  summary: 'Sync now: read what changed at Microsoft, and everything that Microsoft does not tell the changes of',
  kind: 'command',
  effect: 'none',
  route: 'POST /v1/connections/{connectionId}/sync',
  scope: 'directory:sync',
  input: z.object({
    connectionId: Uuid,
    onlyChanges: z.boolean().default(false).describe('Leaves what Microsoft tells no changes of to its own rota'),
  }),
  output: SyncRequested,
  errors: ['not_found', 'already_running', 'connection_revoked', 'connection_not_ready', 'conflict'],
  subject: ({ connectionId }) => ({ type: 'connection', id: connectionId }),
  audit: () => ({}),
  async run({ transaction, principal, clock }, { connectionId, onlyChanges }) {
    const closed = await whyClosed(transaction, connectionId, clock.now())
    if (closed?.reason === 'revoked') throw new AtriumError('connection_revoked')
    if (closed)
      throw new AtriumError('connection_not_ready', {
        reason: closed.reason,
        detail: closed.sentence,
        next: closed.next,
      })
    const open = await transaction.first(openRun, { connectionId })
    if (open?.status === 'held')
      throw new AtriumError('conflict', {
        reason: 'run_held',
        detail: 'A run waits for a person: it would take too much away.',
        next: 'Open that run, look at the list, and confirm or refuse it.',
      })
    if (open) throw new AtriumError('already_running', { detail: 'This connection is being synced now.' })
    await transaction.enqueue(
      'directory.sync',
      {
        connectionId,
        trigger: 'manual',
        requestedBy: actorIdOf(principal) ?? '',
        ...(onlyChanges && { onlyChanges: 'true' }),
      },
      { key: `${connectionId} now`, priority: 10 },
    )
    const [last] = await transaction.rows(listRuns, { connectionId, ...newest })
    return { connectionId, lastRunId: last?.run_id ?? null }
  },
})
