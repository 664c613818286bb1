import { readFileSync } from 'node:fs'
import type { AccessToken } from '../identity-port.ts'
import { denied } from './errors.ts'

interface PermissionRow {
  readonly method: string
  readonly path: string
  readonly application?: readonly string[]
  readonly delegated?: readonly string[]
  readonly fromDocs2021?: { readonly application?: readonly string[]; readonly delegated?: readonly string[] }
}

const file = new URL('../../contract/permissions-v1.0.json', import.meta.url)
const contract: { operations: PermissionRow[] } = JSON.parse(readFileSync(file, 'utf8'))
const rows = new Map(contract.operations.map((row) => [`${row.method} ${row.path}`, row]))

/** What a row of the contract leaves open, with the documentation page that says it. */
const COMPLETIONS: {
  readonly [key: string]: { readonly application: readonly string[]; readonly delegated: readonly string[] }
} = {
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
  '/groups/{group-id}/memberOf': '/groups/{group-id}/members',
  '/groups/{group-id}/transitiveMemberOf': '/groups/{group-id}/transitiveMembers',
  '/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo/{appRoleAssignment-id}':
    '/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo',
  '/servicePrincipals/{servicePrincipal-id}/memberOf': '/servicePrincipals/{servicePrincipal-id}',
  '/directoryRoles/{directoryRole-id}': '/directoryRoles',
  '/directoryRoles/{directoryRole-id}/members': '/directoryRoles',
}

function same(...names: string[]) {
  return { application: names, delegated: names }
}

/** The permissions of which one is needed; undefined when the contract names none and any token will do. */
export function acceptedPermissions(
  method: string,
  template: string,
): { application: readonly string[]; delegated: readonly string[] } | undefined {
  const key = `${method} ${SAME_AS[template] ?? template}`
  const completion = COMPLETIONS[key]
  if (completion) return completion
  const row = rows.get(key)
  const application = row?.application ?? row?.fromDocs2021?.application
  const delegated = row?.delegated ?? row?.fromDocs2021?.delegated
  return application || delegated ? { application: application ?? [], delegated: delegated ?? [] } : undefined
}

/** Lets the call in, naming the permission that allowed it, or throws Graph's 403. */
export function authorise(token: AccessToken, method: string, template: string): string | undefined {
  const accepted = acceptedPermissions(method, template)
  if (!accepted) return undefined
  const allowed = token.isAppOnly
    ? accepted.application.find((name) => token.roles.includes(name))
    : accepted.delegated.find((name) => token.scopes.includes(name))
  if (allowed === undefined) throw denied()
  return allowed
}
