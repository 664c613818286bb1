/** What stands behind `?` in an address comes from outside. Beside the words of app/search.ts, these are what pages of the directory read from it. */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** An identifier, or nothing. */
export const uuidIn = (value: unknown): string | undefined =>
  typeof value === 'string' && uuid.test(value) ? value.toLowerCase() : undefined

/** An instant as RFC 3339 in UTC, or nothing: `2026-03-01` means its first moment in UTC. */
export function instantIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(value)) return undefined
  const at = new Date(value)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** The same without what is undefined, so that an address holds only what was chosen. */
export function chosen<Values extends object>(values: Values): Chosen<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Chosen<Values>
}

/** Each value is there, or absent. */
export type Chosen<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> }

/**
 * What a page understood of its address. What it did not understand is said to be undefined: what a route's search leaves
 * out, the router fills in from the address as it came, and a wrong value would reach the page after all.
 */
export type Understood<Values> = { [Name in keyof Values]?: Values[Name] }
