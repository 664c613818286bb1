import type { QueryOptions } from '../address.ts'

/** How a delta round begins, where no link was saved earlier: with everything there is, unless one of these is said. */
export interface DeltaStart {
  /** from now on, with nothing read: `$deltatoken=latest` (learn.microsoft.com/graph/delta-query-overview) */
  readonly latest?: boolean
  /** only these objects, so that several chains can go side by side */
  readonly ids?: readonly string[]
}

/** learn.microsoft.com/graph/delta-query-overview, "Tracking changes to specific objects". */
export const deltaIdsLimit = 50

/** The query options of a delta's first request. @throws RangeError for no id or more than Graph takes */
export function deltaStart({ latest, ids }: DeltaStart): QueryOptions {
  if (ids !== undefined && (ids.length === 0 || ids.length > deltaIdsLimit))
    throw new RangeError(`A delta can be narrowed to 1 to ${deltaIdsLimit} objects.`)
  return {
    ...(ids === undefined ? {} : { $filter: ids.map((id) => `id eq '${id}'`).join(' or ') }),
    ...(latest === true ? { $deltatoken: 'latest' as const } : {}),
  }
}
