/** What a page says of the age of what Microsoft tells no changes of. */
export type Age =
  /** as it was read at an instant */
  | { kind: 'read'; at: string }
  /** at the instant that is looked at, an earlier reading stood, whose time is not kept */
  | { kind: 'earlier' }
  /** no history is kept: also in the past the latest is shown, as it was read at an instant */
  | { kind: 'latest'; at: string }
  | { kind: 'never' }

/**
 * The age of a resource on a page that shows an instant.
 * @param readAt when it was read last; undefined where it never was
 * @param asOf the instant that the page shows; undefined for now
 * @param keepsHistory false where only the latest values are kept
 */
export function ageOf(readAt: string | undefined, asOf: string | undefined, keepsHistory: boolean): Age {
  if (readAt === undefined) return { kind: 'never' }
  const isPast = asOf !== undefined && new Date(asOf) < new Date(readAt)
  if (!isPast) return { kind: 'read', at: readAt }
  return keepsHistory ? { kind: 'earlier' } : { kind: 'latest', at: readAt }
}
