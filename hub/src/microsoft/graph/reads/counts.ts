import { z } from 'zod'
import type { GraphClient } from '../client.ts'
import type { ReadOptions } from '../pages.ts'

const Counted = z.object({ '@odata.count': z.int().optional() })

/**
 * How many of these there are, for telling how long a whole read may take: one object is asked for with `$count=true`,
 * which needs `ConsistencyLevel: eventual` (learn.microsoft.com/graph/aad-advanced-queries). Undefined where Graph does not say.
 */
export async function countOf(
  graph: GraphClient,
  set: 'users' | 'groups' | 'servicePrincipals',
  options?: ReadOptions,
): Promise<number | undefined> {
  const query = { $count: true as const, $select: ['id'], $top: 1 }
  const read = { path: `/${set}`, query, schema: Counted, resource: set, eventual: true }
  return (await graph.get(read, options))['@odata.count']
}
