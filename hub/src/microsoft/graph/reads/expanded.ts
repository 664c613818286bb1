import { z } from 'zod'
import { type SortedObjects, sortObjects } from '../objects.ts'
import type { Collection } from '../pages.ts'
import { AppRoleAssignment, appRoleAssignmentSelect } from '../schemas/application.ts'
import { DirectoryObjectReference, objectId } from '../schemas/values.ts'

/** `$expand` gives at most 20 related objects, without saying that there are more: learn.microsoft.com/graph/query-parameters, "expand parameter". */
const expandCap = 20

const Expanded = z.object({ id: objectId }).catchall(z.unknown())
export type Expanded = z.infer<typeof Expanded>

/**
 * What belongs to every enterprise application, in few requests: 100 applications a page with up to 20 related objects each, and only those
 * that returned as many are read again by themselves.
 */
export interface ExpandedRelation<T> {
  readonly all: Collection<Expanded>
  /** what came with one application; undefined where there may be more, so that it has to be read by itself */
  relatedIn(servicePrincipal: Expanded): SortedObjects<T> | undefined
  /** everything of one application, 999 a page */
  ofOne(servicePrincipalId: string): Collection<T>
}

const expandedRelation = <T>(
  relation: 'appRoleAssignedTo' | 'owners',
  resource: string,
  schema: z.ZodType<T>,
  $select: readonly string[],
): ExpandedRelation<T> => ({
  all: {
    path: '/servicePrincipals',
    query: { $select: ['id'], $expand: relation },
    schema: Expanded,
    resource,
  },
  relatedIn(servicePrincipal) {
    const related = z.array(z.unknown()).nullish().safeParse(servicePrincipal[relation])
    const known = related.success ? (related.data ?? []) : undefined
    const isWhole =
      known !== undefined && known.length < expandCap && servicePrincipal[`${relation}@odata.nextLink`] === undefined
    return isWhole ? sortObjects(schema, known) : undefined
  },
  ofOne: (servicePrincipalId) => ({
    path: `/servicePrincipals/${encodeURIComponent(servicePrincipalId)}/${relation}`,
    query: { $select, $top: 999 },
    schema,
    resource,
  }),
})

/** Who is assigned to every enterprise application. learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto */
export const appRoleAssignedTo = expandedRelation(
  'appRoleAssignedTo',
  'appRoleAssignments',
  AppRoleAssignment,
  appRoleAssignmentSelect,
)

/** Who owns every enterprise application. learn.microsoft.com/graph/api/serviceprincipal-list-owners */
export const servicePrincipalOwners = expandedRelation('owners', 'servicePrincipalOwners', DirectoryObjectReference, [
  'id',
])
