import ids from './application-permission-ids.json' with { type: 'json' }

/** Microsoft Graph's own application id, the same in every tenancy: the resource that its permissions belong to. */
export const graphAppId = '00000003-0000-0000-c000-000000000000'

/** An application permission of Microsoft Graph whose id is known here, like `User.Read.All`. */
export type GraphPermissionName = keyof typeof ids

/** The app role id of an application permission: what a manifest's `resourceAccess` and an appRoleAssignment carry. */
export const graphPermissionId = (name: GraphPermissionName): string => ids[name]

const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]))

/** The permission's name for an app role id; undefined for one that is not in the table. */
export const graphPermissionName = (id: string): string | undefined => names.get(id.toLowerCase())
