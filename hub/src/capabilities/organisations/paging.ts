import { z } from 'zod'
import type { BaseContext } from '../../operation/context.ts'

const Position = z.object({ at: z.iso.datetime(), id: z.uuid() })

/** Where a list by instant and id goes on: after what the cursor names, or at its beginning. */
export function positionOf(context: BaseContext, cursor: string | undefined): { at: Date | null; id: string | null } {
  if (cursor === undefined) return { at: null, id: null }
  const { at, id } = Position.parse(context.cursors.open(null, cursor))
  return { at: new Date(at), id }
}

/** A page of rows that were read one beyond the limit; that one tells whether there are more. */
export function pageFrom<Row, Item>(
  context: BaseContext,
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => Item,
  position: (row: Row) => { at: Date; id: string },
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { items: shown.map(view), nextCursor: last === undefined ? null : context.cursors.seal(null, position(last)) }
}
