import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, pageOf, Uuid } from '../../../operation/schemas.ts'
import { AuditBody, AuditEntry, AuditOutcome } from '../model.ts'
import { listEntries } from '../sql/list-entries.ts'

const Position = z.object({ at: z.iso.datetime(), id: Uuid })

export const listAudit = operation({
  name: 'audit.list',
  summary: 'List what was done, refused and failed, newest first',
  kind: 'query',
  route: 'GET /v1/audit',
  scope: 'audit:read',
  input: z.object({
    actor: z.string().optional().describe('The id of an account, an API key, a token or a job'),
    operation: z.string().optional().describe('The name of an operation: `connections.test`'),
    subject: z.string().optional().describe('The id of what it was about'),
    outcome: AuditOutcome.optional(),
    from: InstantInput.optional().describe('From this instant on'),
    to: InstantInput.optional().describe('Before this instant'),
    ...pageInput,
  }),
  output: pageOf(AuditEntry, 'AuditEntry'),
  errors: [],
  async run({ reader, cursors }, { limit, cursor, ...given }) {
    const before = cursor === undefined ? undefined : Position.parse(cursors.open(given, cursor))
    const rows = await reader.rows(listEntries, {
      actor: given.actor ?? null,
      operation: given.operation ?? null,
      subject: given.subject ?? null,
      outcome: given.outcome ?? null,
      from: given.from === undefined ? null : new Date(given.from),
      to: given.to === undefined ? null : new Date(given.to),
      beforeAt: before ? new Date(before.at) : null,
      beforeId: before?.id ?? null,
      limit: limit + 1,
    })
    const items = rows.slice(0, limit).map(({ entry, at, ...row }) => ({
      ...AuditBody.parse(entry),
      ...row,
      at: at.toISOString(),
    }))
    const last = items.at(-1)
    return {
      items,
      nextCursor: rows.length > limit && last ? cursors.seal(given, { at: last.at, id: last.id }) : null,
    }
  },
})
