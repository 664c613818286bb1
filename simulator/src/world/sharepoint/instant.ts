const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i

/**
 * The epoch milliseconds of an instant in ISO 8601; one without a zone is meant in UTC, whatever the machine's zone is.
 * Undefined for any other text.
 */
export function readInstant(text: string): number | undefined {
  const found = INSTANT.exec(text)
  if (!found) return undefined
  const at = Date.parse(found[1] !== undefined && found[4] === undefined ? `${text}Z` : text)
  return Number.isNaN(at) ? undefined : at
}
