/** What a page says of the age of what Microsoft tells no changes of. */
export type Age =
  /** as it was read at an instant */
  | { kind: 'read'; at: string }
  /** at the instant that is looked at, an earlier reading stood, whose time is not kept */
  | { kind: 'earlier' }
  /** no history is kept: also in the past the latest is shown, as it was read at an instant */
  | { kind: 'latest'; at: string }
  | { kind: 'never' }

/** Readings of one run lie closer together than this; in milliseconds. */
const sameReading = 5 * 60_000

/** Whether something was read well before the directory as a whole was: by an earlier run. */
export const isOlderThanTheRest = (readAt: string | undefined, directoryAsOf: string | null): boolean =>
  readAt !== undefined &&
  directoryAsOf !== null &&
  new Date(directoryAsOf).getTime() - new Date(readAt).getTime() > sameReading

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
