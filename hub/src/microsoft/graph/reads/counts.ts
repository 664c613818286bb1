import { z } from 'zod'
import type { GraphClient } from '../client.ts'
import type { ReadOptions } from '../pages.ts'

const Counted = z.object({ '@odata.count': z.int().optional() })

/**
 * How many of these there are, for telling how long a whole read may take: one object is asked for with `$count=true`,
 * which needs `ConsistencyLevel: eventual` (learn.microsoft.com/graph/aad-advanced-queries).
 * @returns undefined where Graph does not say; and how long the answer took, in milliseconds
 */
export async function countOf(
  graph: GraphClient,
  set: 'users' | 'groups' | 'servicePrincipals',
  options?: ReadOptions,
): Promise<{ count: number | undefined; elapsedMs: number }> {
  const query = { $count: true as const, $select: ['id'], $top: 1 }
  const read = { path: `/${set}`, query, schema: Counted, resource: 'counts', eventual: true }
  const { value, elapsedMs } = await graph.timed(read, options)
  return { count: value['@odata.count'], elapsedMs }
}
