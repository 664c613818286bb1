import type { Role, Scope } from '../../api/contract.generated.ts'

/** Roles and what they let a person do, in words; contract/scopes.md is the table. */
export const roles: Record<Role, { label: string; may: string }> = {
  owner: { label: 'Owner', may: 'Everything, and decides who else is an owner' },
  admin: { label: 'Admin', may: 'Everything but making and changing owners' },
  operator: { label: 'Operator', may: 'Reads the directory and the connection, and starts syncs' },
  auditor: { label: 'Auditor', may: 'Reads everything, changes nothing' },
  viewer: { label: 'Viewer', may: 'Reads the directory' },
}

export const roleNames = ['owner', 'admin', 'operator', 'auditor', 'viewer'] as const satisfies readonly Role[]

export const isRole = (text: string | undefined): text is Role => roleNames.some((name) => name === text)

export const scopeWords: Record<Scope, string> = {
  'organisation:read': 'See the organisation, its members and its settings',
  'organisation:write': 'Change the organisation, its members and its API keys',
  'connections:read': 'See connections, their permissions and their health',
  'connections:write': 'Connect, test, configure and revoke connections',
  'directory:read': 'Read people, groups, applications and their history',
  'directory:sync': 'Start a sync, and decide about one that was held',
  'audit:read': 'Read and export the audit log',
}
