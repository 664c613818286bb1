import type { GraphClient } from '../client.ts'
import type { ReadOptions } from '../pages.ts'
import { AdministrativeUnit, administrativeUnitSelect, Group, groupSelect } from '../schemas/group.ts'
import { DirectoryObjectReference } from '../schemas/values.ts'
import type { DeltaOptions } from './delta-options.ts'

/**
 * Groups with members and owners, as changes. A large group comes on several pages of one round, as the same object with more members.
 * `ids` reads only these (up to 50), so that several chains can go side by side. learn.microsoft.com/graph/delta-query-groups
 */
export function groupsDelta(graph: GraphClient, options: DeltaOptions & { ids?: readonly string[] } = {}) {
  const { ids, latest } = options
  if (ids !== undefined && (ids.length === 0 || ids.length > 50))
    throw new RangeError('A groups delta can be narrowed to 1 to 50 groups.')
  const query = {
    $select: groupSelect,
    ...(ids === undefined ? {} : { $filter: ids.map((id) => `id eq '${id}'`).join(' or ') }),
    ...(latest === true ? { $deltatoken: 'latest' as const } : {}),
  }
  return graph.delta({ path: '/groups/delta', query, schema: Group, resource: 'groups' }, options)
}

/** learn.microsoft.com/graph/api/directory-list-administrativeunits; permission AdministrativeUnit.Read.All. */
export const administrativeUnits = (graph: GraphClient, options?: ReadOptions & { from?: string }) =>
  graph.page(
    {
      path: '/directory/administrativeUnits',
      query: { $select: administrativeUnitSelect },
      schema: AdministrativeUnit,
      resource: 'administrativeUnits',
    },
    options,
  )

/** The members of one administrative unit, 999 a page. */
export const administrativeUnitMembers = (graph: GraphClient, id: string, options?: ReadOptions & { from?: string }) =>
  graph.page(
    {
      path: `/directory/administrativeUnits/${encodeURIComponent(id)}/members`,
      query: { $select: ['id'], $top: 999 },
      schema: DirectoryObjectReference,
      resource: 'administrativeUnits',
    },
    options,
  )
