import { z } from 'zod'
import type { GraphClient } from '../client.ts'
import { ObjectNotFound } from '../failures.ts'
import { sortObjects, type UnreadableObject } from '../objects.ts'
import type { ReadOptions } from '../pages.ts'
import { AppRoleAssignment } from '../schemas/application.ts'
import { DirectoryObjectReference, objectId } from '../schemas/values.ts'

/** A part of what belongs to one servicePrincipal; `last` is true on its last part, so that the whole may then be compared. */
export interface RelationPart<T> {
  readonly servicePrincipalId: string
  readonly objects: readonly T[]
  readonly unreadable: readonly UnreadableObject[]
  readonly last: boolean
}

/** `$expand` gives at most 20 related objects, without saying that there are more: learn.microsoft.com/graph/query-parameters, "expand parameter". */
const expandCap = 20

const Expanded = z.object({ id: objectId }).catchall(z.unknown())

/** Who is assigned to every enterprise application. Few requests: 100 applications a page, and only those with 20 or more are read again. */
export const appRoleAssignments = (graph: GraphClient, options: ReadOptions = {}) =>
  ofEveryServicePrincipal(graph, 'appRoleAssignedTo', AppRoleAssignment, options)

/** Who owns every enterprise application, in the same way. */
export const servicePrincipalOwners = (graph: GraphClient, options: ReadOptions = {}) =>
  ofEveryServicePrincipal(graph, 'owners', DirectoryObjectReference, options)

/** Who is assigned to one application, 999 a page. learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto */
export const appRoleAssignedTo = (
  graph: GraphClient,
  servicePrincipalId: string,
  options?: ReadOptions & { from?: string },
) => graph.page(relationOf(servicePrincipalId, 'appRoleAssignedTo', AppRoleAssignment), options)

type Relation = 'appRoleAssignedTo' | 'owners'

const relationOf = <T>(id: string, relation: Relation, schema: z.ZodType<T>) => ({
  path: `/servicePrincipals/${encodeURIComponent(id)}/${relation}`,
  query: { $top: 999 },
  schema,
  resource: relation,
})

async function* ofEveryServicePrincipal<T>(
  graph: GraphClient,
  relation: Relation,
  schema: z.ZodType<T>,
  options: ReadOptions,
): AsyncGenerator<RelationPart<T>> {
  const of = {
    path: '/servicePrincipals',
    query: { $select: ['id'], $expand: relation },
    schema: Expanded,
    resource: relation,
  }
  for await (const page of graph.page(of, options))
    for (const servicePrincipal of page.objects) {
      const related = z.array(z.unknown()).nullish().safeParse(servicePrincipal[relation])
      const known = related.success ? (related.data ?? []) : undefined
      const whole =
        known !== undefined && known.length < expandCap && servicePrincipal[`${relation}@odata.nextLink`] === undefined
      if (whole) yield { servicePrincipalId: servicePrincipal.id, ...goodOnes(schema, known), last: true }
      else yield* readWhole(graph, servicePrincipal.id, relation, schema, options)
    }
}

async function* readWhole<T>(
  graph: GraphClient,
  servicePrincipalId: string,
  relation: Relation,
  schema: z.ZodType<T>,
  options: ReadOptions,
): AsyncGenerator<RelationPart<T>> {
  try {
    for await (const { objects, unreadable, nextLink } of graph.page(
      relationOf(servicePrincipalId, relation, schema),
      options,
    ))
      yield { servicePrincipalId, objects, unreadable, last: nextLink === undefined }
  } catch (error) {
    // Deleted between the list and this read: it has none any more.
    if (!(error instanceof ObjectNotFound)) throw error
    yield { servicePrincipalId, objects: [], unreadable: [], last: true }
  }
}

function goodOnes<T>(schema: z.ZodType<T>, values: readonly unknown[]) {
  const { objects, unreadable } = sortObjects(schema, values)
  return { objects, unreadable }
}
