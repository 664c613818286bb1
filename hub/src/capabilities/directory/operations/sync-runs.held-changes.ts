import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { pageInput, Uuid } from '../../../operation/schemas.ts'
import { HeldChangePage } from '../model/sync.ts'
import { heldChanges } from '../sql/held-changes.ts'
import { heldRun } from './held-run.ts'

export const listHeldChanges = operation({
  name: 'sync-runs.held-changes',
  summary: 'What a held run would take away: people, memberships, assignments',
  kind: 'query',
  route: 'GET /v1/sync-runs/{runId}/held-changes',
  scope: 'directory:read',
  input: z.object({ ...pageInput, runId: Uuid }),
  output: HeldChangePage,
  errors: ['not_found', 'conflict'],
  async run({ reader, cursors }, { runId, limit, cursor }) {
    await heldRun(reader, runId)
    const afterKey = cursor === undefined ? null : z.string().parse(cursors.open({ runId }, cursor))
    const found = await reader.rows(heldChanges, { runId, afterKey, limit: limit + 1 })
    const rows = found.slice(0, limit)
    const last = rows.at(-1)
    return {
      items: rows.map(({ kind, id, name, detail }) => ({ kind, id, name, detail })),
      nextCursor: found.length > limit && last ? cursors.seal({ runId }, last.sort_key) : null,
    }
  },
})
