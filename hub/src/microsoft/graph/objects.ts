import { z } from 'zod'

/** An object in a page that is not as its schema says. It was read, so it is not absent; what it holds now is not known. */
export interface UnreadableObject {
  readonly ok: false
  readonly id?: string
  /** which property, and what was expected there; never the value */
  readonly issue: string
}

/** An object that is gone: `changed` = soft-deleted and restorable, `deleted` = for good. */
export interface RemovedObject {
  readonly id: string
  readonly reason: 'changed' | 'deleted'
}

export interface SortedObjects<T> {
  readonly objects: T[]
  readonly unreadable: UnreadableObject[]
  readonly removed: RemovedObject[]
}

const Removed = z.object({ id: z.string(), '@removed': z.object({ reason: z.enum(['changed', 'deleted']) }) })
const Identified = z.object({ id: z.string() })

/** Parses each object by itself, so that a bad one does not lose the page. */
export function sortObjects<T>(schema: z.ZodType<T>, values: readonly unknown[]): SortedObjects<T> {
  const sorted: SortedObjects<T> = { objects: [], unreadable: [], removed: [] }
  for (const value of values) {
    if (isRemoval(value)) {
      const removed = Removed.safeParse(value)
      if (removed.success) sorted.removed.push({ id: removed.data.id, reason: removed.data['@removed'].reason })
      else sorted.unreadable.push(unreadable(value, removed.error))
      continue
    }
    const object = schema.safeParse(value)
    if (object.success) sorted.objects.push(object.data)
    else sorted.unreadable.push(unreadable(value, object.error))
  }
  return sorted
}

const isRemoval = (value: unknown): boolean => typeof value === 'object' && value !== null && '@removed' in value

function unreadable(value: unknown, error: z.ZodError): UnreadableObject {
  const identified = Identified.safeParse(value)
  const first = error.issues[0]
  const issue =
    first === undefined ? 'not an object' : `${first.path.map(String).join('.') || 'object'}: ${expectation(first)}`
  return { ok: false, ...(identified.success ? { id: identified.data.id } : {}), issue }
}

/** zod's messages name the kind that came, never the value, except for these two that quote keys or inputs. */
const expectation = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys' || issue.code === 'custom' ? issue.code : issue.message
