import type { GraphClient } from '../client.ts'
import type { Collection, ReadOptions } from '../pages.ts'
import { DirectoryRole } from '../schemas/tenancy.ts'
import { User, UserSignInActivity, userLifecycleSelect, userSelect } from '../schemas/user.ts'
import type { DeltaOptions } from './delta-options.ts'

const usersDeltaOf = ($select: readonly string[], { latest }: DeltaOptions): Collection<User> => ({
  path: '/users/delta',
  query: { $select, ...(latest === true ? { $deltatoken: 'latest' as const } : {}) },
  schema: User,
  resource: 'users',
})

/**
 * Users with their managers, as changes. `leaveDate` asks for `employeeLeaveDateTime` too, which needs User-LifeCycleInfo.Read.All.
 * What is selected at the first call is what is tracked from then on. learn.microsoft.com/graph/api/user-delta
 */
export const usersDelta = (graph: GraphClient, options: DeltaOptions & { leaveDate?: boolean } = {}) =>
  graph.delta(
    usersDeltaOf([...userSelect, ...(options.leaveDate === true ? userLifecycleSelect : [])], options),
    options,
  )

/** Managers alone, as changes: for mending managers without reading everything again. */
export const managersDelta = (graph: GraphClient, options: DeltaOptions = {}) =>
  graph.delta(usersDeltaOf(['id', 'manager'], options), options)

/**
 * When people last signed in. Permission: AuditLog.Read.All; Entra ID P1. Graph caps this page at 500, formerly at 120: pass `pageSize` where
 * a tenancy refuses 500. learn.microsoft.com/graph/api/user-list
 */
export const usersSignInActivity = (
  graph: GraphClient,
  options: ReadOptions & { from?: string; pageSize?: number } = {},
) =>
  graph.page(
    {
      path: '/users',
      query: { $select: ['id', 'signInActivity'], $top: options.pageSize ?? 500 },
      schema: UserSignInActivity,
      resource: 'signInActivity',
    },
    options,
  )

/**
 * The directory roles that a person holds, through role-assignable groups too.
 * @returns role template ids, which are the same in every tenancy
 */
export async function userDirectoryRoles(graph: GraphClient, userId: string, options?: ReadOptions): Promise<string[]> {
  const path = `/users/${encodeURIComponent(userId)}/transitiveMemberOf`
  const found: string[] = []
  for await (const page of graph.page({ path, schema: DirectoryRole, resource: 'directoryRoles' }, options))
    for (const object of page.objects)
      if (object['@odata.type'] === '#microsoft.graph.directoryRole' && object.roleTemplateId)
        found.push(object.roleTemplateId)
  return found
}
