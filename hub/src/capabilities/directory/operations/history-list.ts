import type { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import type { QueryContext } from '../../../operation/context.ts'
import type { HistoryPage } from '../model/sync.ts'
import { attributeName, sentence, valueAsText } from '../sentences.ts'
import type { personHistory } from '../sql/history.ts'
import { answeredInstant, endOfPage, startOfPage } from './as-of-instant.ts'

/** What happened to one entity, newest first, up to an instant. */
export async function historyList(
  context: QueryContext,
  input: { asOf?: string | undefined; cursor?: string | undefined; limit: number },
  of: {
    id: string
    what: string
    statement: typeof personHistory
    nameAt: (at: Date) => Promise<{ display_name: string | null } | undefined>
  },
): Promise<z.input<typeof HistoryPage>> {
  const filters = { id: of.id, asOf: input.asOf }
  const page = await startOfPage(context, input, filters)
  // its name now, also where it was not there yet at the instant asked for
  const named = (await of.nameAt(page.at)) ?? (await of.nameAt((await answeredInstant(context, undefined)).at))
  if (!named) throw notFound(of.what)
  const [beforeAt, beforeKey = null] = page.key
  const found = await context.reader.rows(of.statement, {
    id: of.id,
    at: page.at,
    beforeAt: beforeAt ? new Date(beforeAt) : null,
    beforeKey,
    limit: input.limit + 1,
  })
  const { rows, nextCursor } = endOfPage(context, found, input.limit, {
    asOf: page.asOf,
    filters,
    keyOf: (row) => [row.at.toISOString(), row.key],
  })
  return {
    items: rows.map((row) => {
      const changes = (row.changes ?? []).map(({ attribute, from, to }) => ({
        attribute: attributeName(attribute),
        from: valueAsText(from),
        to: valueAsText(to),
      }))
      return {
        at: row.at.toISOString(),
        kind: row.kind,
        sentence: sentence({ kind: row.kind, subjectName: named.display_name, objectName: row.object_name, changes }),
        runId: row.run_id,
        objectType: row.object_type,
        objectId: row.object_id,
        objectName: row.object_name,
        changes,
      }
    }),
    nextCursor,
    asOf: page.asOf,
  }
}
