import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { pageInput, pageOf } from '../../../operation/schemas.ts'
import type { SigningKey } from '../../../platform/vault/index.ts'
import { signCheckpoint } from '../chain.ts'
import { AuditBody, AuditExportLine, auditFormat } from '../model.ts'
import { readHashAt, readHead } from '../read-head.ts'
import { type SealedRow, sealedRange } from '../sql/sealed-range.ts'

/** Where the next page goes on; the export ends at the head that its first page met, however long it takes. */
const Place = z.object({ next: z.int(), until: z.int() })

export const exportAudit = (signing: SigningKey) =>
  operation({
    name: 'audit.export',
    summary: 'Export the sealed audit log, ending in a signed checkpoint; `audit verify` proves it without this server',
    kind: 'query',
    route: 'GET /v1/audit/export',
    scope: 'audit:read',
    input: z.object({
      from: z
        .int()
        .min(1)
        .default(1)
        .describe('The first position; one more than the `count` of a checkpoint continues it'),
      ...pageInput,
    }),
    output: pageOf(AuditExportLine, 'AuditExportLine'),
    errors: [],
    async run({ reader, cursors, clock, organisationId }, { from, limit, cursor }) {
      const { count, unsealed } = await readHead(reader, organisationId)
      const place = cursor === undefined ? { next: from, until: count } : Place.parse(cursors.open({ from }, cursor))
      if (from > place.until + 1) throw beyondHead(place.until)
      const items: z.input<typeof AuditExportLine>[] = []
      if (cursor === undefined) {
        const previous = await hashBefore(from)
        items.push({ kind: 'start', format: auditFormat, organisation: organisationId, from, previous })
      }
      const room = limit - items.length
      const rows = await reader.rows(sealedRange, { ...place, limit: room })
      items.push(...rows.map(entryLine))
      const next = place.next + rows.length
      // the checkpoint needs a place on the page too; a page that is full leaves it to the next one
      if (next <= place.until || rows.length === room)
        return { items, nextCursor: cursors.seal({ from }, { next, until: place.until }) }
      const signed = signCheckpoint(signing, {
        organisation: organisationId,
        from,
        count: place.until,
        head: await hashBefore(place.until + 1),
        unsealed: unsealed + count - place.until,
        at: clock.now().toISOString(),
      })
      return { items: [...items, signed], nextCursor: null }

      async function hashBefore(position: number): Promise<string> {
        const hash = await readHashAt(reader, organisationId, position - 1)
        if (hash === undefined) throw new Error(`the audit chain has no position ${position - 1}`)
        return hash
      }
    },
  })

const entryLine = ({ entry, hash, id, at, position }: SealedRow) => ({
  kind: 'entry' as const,
  hash,
  entry: { ...AuditBody.parse(entry), id, at: at.toISOString(), position },
})

const beyondHead = (count: number): AtriumError =>
  new AtriumError('invalid_input', {
    detail: `The audit log has ${count} sealed entries.`,
    next: `Export from a position up to ${count + 1}.`,
    issues: [{ pointer: '/from', message: `is beyond ${count + 1}` }],
  })
