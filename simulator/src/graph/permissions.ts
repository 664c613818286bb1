import { readFileSync } from 'node:fs'
import type { AccessToken } from '../identity-port.ts'
import type { Accepted } from './route.ts'

interface PermissionRow {
  readonly method: string
  readonly path: string
  readonly application?: readonly string[]
  readonly delegated?: readonly string[]
  readonly alsoRequires?: { readonly [kind in 'application' | 'delegated']?: { readonly [name: string]: string } }
  readonly fromDocs2021?: { readonly application?: readonly string[]; readonly delegated?: readonly string[] }
}

const file = new URL('../../contract/permissions-v1.0.json', import.meta.url)
const contract: { operations: PermissionRow[] } = JSON.parse(readFileSync(file, 'utf8'))
const rows = new Map(contract.operations.map((row) => [`${row.method} ${row.path}`, row]))

const DELETERS = [
  'User.DeleteRestore.All',
  'User.ReadWrite.All',
  'Group.ReadWrite.All',
  'Application.ReadWrite.All',
  'AdministrativeUnit.ReadWrite.All',
  'Directory.ReadWrite.All',
]

/** What a row of the contract leaves open, with the documentation page that says it. */
const COMPLETIONS: { readonly [key: string]: Accepted } = {
  // learn.microsoft.com/graph/api/directory-deleteditems-list: the permission to read the type
  'GET /directory/deletedItems/microsoft.graph.user': same(
    'User.Read.All',
    'User.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ),
  'GET /directory/deletedItems/microsoft.graph.group': same(
    'Group.Read.All',
    'Group.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ),
  'GET /directory/deletedItems/microsoft.graph.application': same(
    'Application.Read.All',
    'Application.ReadWrite.All',
    'Directory.Read.All',
  ),
  'GET /directory/deletedItems/microsoft.graph.servicePrincipal': same(
    'Application.Read.All',
    'Application.ReadWrite.All',
    'Directory.Read.All',
  ),
  'GET /directory/deletedItems/{directoryObject-id}': same(
    'User.Read.All',
    'Group.Read.All',
    'Application.Read.All',
    'Directory.Read.All',
  ),
  // learn.microsoft.com/graph/api/directory-deleteditems-delete: the permission to delete the type; which one it must be is
  // seen when the object is known
  'DELETE /directory/deletedItems/{directoryObject-id}': {
    application: [...DELETERS, 'Application.ReadWrite.OwnedBy'],
    delegated: [...DELETERS, 'Directory.AccessAsUser.All'],
  },
  // learn.microsoft.com/graph/api/administrativeunit-delta
  'GET /directory/administrativeUnits/delta': same(
    'AdministrativeUnit.Read.All',
    'AdministrativeUnit.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ),
}

/** Routes that the contract does not list ask what a row of the same page asks. */
const SAME_AS: { readonly [template: string]: string } = {
  '/me/memberOf': '/me',
  '/me/transitiveMemberOf': '/me',
  '/users/{user-id}/ownedObjects': '/users/{user-id}/memberOf',
  '/users/{user-id}/directReports': '/users/{user-id}/manager',
  '/users/{user-id}/appRoleAssignments/{appRoleAssignment-id}': '/users/{user-id}/appRoleAssignments',
  '/groups/{group-id}/appRoleAssignments/{appRoleAssignment-id}': '/groups/{group-id}/appRoleAssignments',
  '/servicePrincipals/{servicePrincipal-id}/appRoleAssignments/{appRoleAssignment-id}':
    '/servicePrincipals/{servicePrincipal-id}/appRoleAssignments',
  '/groups/{group-id}/memberOf': '/groups/{group-id}/members',
  '/groups/{group-id}/transitiveMemberOf': '/groups/{group-id}/transitiveMembers',
  '/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo/{appRoleAssignment-id}':
    '/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo',
  '/servicePrincipals/{servicePrincipal-id}/memberOf': '/servicePrincipals/{servicePrincipal-id}',
  '/directoryRoles/{directoryRole-id}': '/directoryRoles',
  '/directoryRoles/{directoryRole-id}/members': '/directoryRoles',
}

/** Permissions that a row leaves out beside those it has, with the documentation page that names them. */
const ADDITIONS: { readonly [key: string]: readonly string[] } = {
  // learn.microsoft.com/graph/api/directory-deleteditems-restore: groups, applications and units beside users
  'POST /directory/deletedItems/{directoryObject-id}/restore': [
    'Group.ReadWrite.All',
    'Application.ReadWrite.All',
    'AdministrativeUnit.ReadWrite.All',
    'Directory.ReadWrite.All',
  ],
}

const namesPermissions = (row: PermissionRow | undefined) =>
  row !== undefined && (row.application ?? row.delegated ?? row.fromDocs2021) !== undefined

function same(...names: string[]): Accepted {
  return { application: names, delegated: names }
}

/**
 * The permissions of which one is needed: the contract's row, else what the route says for itself. Undefined when any
 * token for Graph will do, or nobody knows.
 */
export function acceptedPermissions(
  method: string,
  template: string,
  stated?: Accepted | 'anyone',
): Accepted | undefined {
  const own = `${method} ${template}`
  const key = namesPermissions(rows.get(own)) ? own : `${method} ${SAME_AS[template] ?? template}`
  const completion = COMPLETIONS[key]
  if (completion) return completion
  const row = rows.get(key)
  const application = row?.application ?? row?.fromDocs2021?.application
  const delegated = row?.delegated ?? row?.fromDocs2021?.delegated
  const added = ADDITIONS[key] ?? []
  if (application || delegated)
    return { application: [...(application ?? []), ...added], delegated: [...(delegated ?? []), ...added] }
  return stated === 'anyone' ? undefined : stated
}

/**
 * Names of which one must be held beside a permission for it to count (`alsoRequires` of the contract); undefined where
 * it counts alone.
 */
export function neededBeside(
  kind: 'application' | 'delegated',
  method: string,
  template: string,
  permission: string,
): readonly string[] | undefined {
  return rows.get(`${method} ${template}`)?.alsoRequires?.[kind]?.[permission]?.split(',')
}

/** The permission of the token that allows the operation, or undefined. */
export function permissionOf(
  token: AccessToken,
  method: string,
  template: string,
  accepted: Accepted,
): string | undefined {
  const kind = token.isAppOnly ? 'application' : 'delegated'
  const held = token.isAppOnly ? token.roles : token.scopes
  return accepted[kind].find((name) => {
    const beside = held.includes(name) ? neededBeside(kind, method, template, name) : undefined
    return held.includes(name) && (beside === undefined || beside.some((other) => held.includes(other)))
  })
}
