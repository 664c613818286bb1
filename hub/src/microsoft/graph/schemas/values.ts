import { z } from 'zod'

/**
 * Attributes as Graph gives them: absent = not said (never set, or not selected), null = cleared. Both are kept apart, because a delta page
 * says nothing of what it leaves out. Unknown properties are dropped.
 */
export const text = z.string().nullish()
export const flag = z.boolean().nullish()
/** Edm.DateTimeOffset as text, ISO 8601 with a zone; left as text, because Graph's seven digits of a second do not fit a Date */
export const instant = z.iso.datetime({ offset: true }).nullish()
export const texts = z.array(z.string()).nullish()
/** an object id: lower-case, so that equal ids are equal texts */
export const objectId = z.guid().transform((id) => id.toLowerCase())
export const optionalId = objectId.nullish()

/** An object of which nothing but its id is asked for. */
export const ObjectId = z.object({ id: objectId })
export type ObjectId = z.infer<typeof ObjectId>

/** A reference to a directory object, as in `members` and `owners`; the type is Graph's, `#microsoft.graph.user`. */
export const DirectoryObjectReference = z.object({ '@odata.type': z.string().optional(), id: objectId })
export type DirectoryObjectReference = z.infer<typeof DirectoryObjectReference>

/** The same in a delta page; with `@removed` the link is gone (of whatever reason: leaving a group and being deleted look alike). */
export const LinkChange = DirectoryObjectReference.extend({
  '@removed': z.object({ reason: z.string().optional() }).optional(),
})
export type LinkChange = z.infer<typeof LinkChange>
