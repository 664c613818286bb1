import type { GraphClient } from '../client.ts'
import type { Collection, ReadOptions } from '../pages.ts'
import { DirectoryRole } from '../schemas/tenancy.ts'
import { User, UserSignInActivity, userAttributes, userLifecycleSelect } from '../schemas/user.ts'
import { type DeltaStart, deltaStart } from './delta-start.ts'

interface UserOptions {
  /** asks for `employeeLeaveDateTime` too, which needs User-LifeCycleInfo.Read.All */
  readonly leaveDate?: boolean
}

const attributes = ({ leaveDate }: UserOptions) => [
  ...userAttributes,
  ...(leaveDate === true ? userLifecycleSelect : []),
]

/**
 * Users with their managers, as changes. What is selected at the first call is what is tracked from then on.
 * learn.microsoft.com/graph/api/user-delta
 */
export const usersDelta = (options: DeltaStart & UserOptions = {}): Collection<User> => ({
  path: '/users/delta',
  query: { $select: [...attributes(options), 'manager'], ...deltaStart(options) },
  schema: User,
  resource: 'users',
})

/** Managers alone, as changes; with `ids`, those of up to 50 people. */
export const managersDelta = (options: DeltaStart = {}): Collection<User> => ({
  path: '/users/delta',
  query: { $select: ['id', 'manager'], ...deltaStart(options) },
  schema: User,
  resource: 'users',
})

/** Users with their attributes, 999 a page, without managers: `$expand` would cut the page to 100. learn.microsoft.com/graph/api/user-list */
export const users = (options: UserOptions = {}): Collection<User> => ({
  path: '/users',
  query: { $select: attributes(options), $top: 999 },
  schema: User,
  resource: 'users',
})

/**
 * When people last signed in. Permission: AuditLog.Read.All; Entra ID P1. Graph caps this page at 500, formerly at 120: pass `pageSize` where
 * a tenancy refuses 500. learn.microsoft.com/graph/api/user-list
 */
export const usersSignInActivity = ({
  pageSize = 500,
}: {
  pageSize?: number
} = {}): Collection<UserSignInActivity> => ({
  path: '/users',
  query: { $select: ['id', 'signInActivity'], $top: pageSize },
  schema: UserSignInActivity,
  resource: 'signInActivity',
})

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
