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
export interface LinkChange extends DirectoryObjectReference {
  '@removed'?: object
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const hasUpperCase = /[A-F]/

/**
 * The links of one object in a delta page. A tenancy has millions of them, and a schema of objects was a large part of reading them
 * (seen in processor profiles): they are checked by hand.
 */
export const linkChanges = z.array(z.unknown()).transform((links, context): LinkChange[] => {
  const read: LinkChange[] = []
  for (const [index, link] of links.entries()) {
    const change = linkChange(link)
    if (change) read.push(change)
    else {
      context.issues.push({ code: 'custom', input: link, path: [index], message: 'expected a link' })
      return z.NEVER
    }
  }
  return read
})

function linkChange(link: unknown): LinkChange | undefined {
  if (typeof link !== 'object' || link === null || !('id' in link)) return undefined
  const { id } = link
  if (typeof id !== 'string' || !guid.test(id)) return undefined
  const type = '@odata.type' in link ? link['@odata.type'] : undefined
  if (type !== undefined && typeof type !== 'string') return undefined
  const removed = '@removed' in link ? link['@removed'] : undefined
  if (removed !== undefined && (typeof removed !== 'object' || removed === null)) return undefined
  return {
    ...(type !== undefined && { '@odata.type': type }),
    id: hasUpperCase.test(id) ? id.toLowerCase() : id,
    ...(removed && { '@removed': removed }),
  }
}
