import { z } from 'zod'

/** Shapes that every capability's input and output is made of. An object that a caller meets has a name: `.meta({ id })`. */

/** Any GUID in lower case: Microsoft's ids, of its own applications for one, do not all have an RFC 9562 version. */
export const Uuid = z.guid().toLowerCase()

/** An instant, RFC 3339, in UTC: `2026-03-01T08:15:00.000Z`. */
export const Instant = z.iso.datetime({ precision: 3 })

/** An instant as people write it: with any offset or precision, or a date alone, which means its first moment in UTC. */
export const InstantInput = z.union([z.iso.datetime({ offset: true }), z.iso.date()])

/** What every list takes: how many, and where the previous page ended. */
export const pageInput = {
  limit: z.int().min(1).max(500).default(50).describe('How many at most'),
  cursor: z.string().max(2_000).optional().describe('`nextCursor` of the page before, unchanged'),
}

/**
 * The one shape of a page. `nextCursor` is null on the last one; `asOf` is the instant at which the page is true, and
 * null where the list has no memory.
 */
export const pageOf = <Item extends z.ZodType>(item: Item, name: string) =>
  z
    .object({ items: z.array(item), nextCursor: z.string().nullable(), asOf: Instant.nullable().default(null) })
    .meta({ id: `${name}Page` })

/** The answer of what has nothing to say but that it was done. */
export const Done = z.object({ done: z.literal(true) }).meta({ id: 'Done' })
