import { z } from 'zod'
import type { QueryContext } from '../../../operation/context.ts'
import { mergedAt } from '../sql/directory.ts'

/**
 * The instant that a read answers as of: the one asked for, but never later than the last committed merge, since nothing
 * is known beyond it. Before the first merge there is nothing: the epoch.
 */
export async function answeredInstant(
  { reader }: Pick<QueryContext, 'reader'>,
  requested: string | undefined,
): Promise<{ at: Date; asOf: string | null }> {
  const merged = (await reader.first(mergedAt, {}))?.merged_at
  if (!merged) return { at: new Date(0), asOf: null }
  const at = requested === undefined ? merged : new Date(Math.min(new Date(requested).getTime(), merged.getTime()))
  return { at, asOf: at.toISOString() }
}

/** Where a list of the directory goes on: at the same instant, whatever was merged since. */
const Position = z.object({ at: z.string(), key: z.array(z.string().nullable()) })

/** The instant and position that a page starts from: its cursor's, else the instant asked for and the beginning. */
export async function startOfPage(
  context: QueryContext,
  input: { cursor?: string | undefined; asOf?: string | undefined },
  filters: unknown,
): Promise<{ at: Date; asOf: string | null; key: readonly (string | null)[] }> {
  if (input.cursor === undefined) return { ...(await answeredInstant(context, input.asOf)), key: [] }
  const position = Position.parse(context.cursors.open(filters, input.cursor))
  return { at: new Date(position.at), asOf: position.at, key: position.key }
}

/** Cuts the one row too many that was asked for, and seals where the next page begins. */
export function endOfPage<Row>(
  context: QueryContext,
  rows: Row[],
  limit: number,
  page: { asOf: string | null; filters: unknown; keyOf: (row: Row) => readonly (string | null)[] },
): { rows: Row[]; nextCursor: string | null } {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  if (rows.length <= limit || last === undefined || page.asOf === null) return { rows: kept, nextCursor: null }
  return { rows: kept, nextCursor: context.cursors.seal(page.filters, { at: page.asOf, key: page.keyOf(last) }) }
}
