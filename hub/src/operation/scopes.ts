/** Every scope and what it lets its holder do; roles, API keys and tokens are made of these. */
export const scopes = {
  'organisation:read': 'See the organisation, its members and its settings',
  'organisation:write': 'Change the organisation, its members and its API keys',
  'connections:read': 'See connections, their permissions and their health',
  'connections:write': 'Connect, test, configure and revoke connections',
  'directory:read': 'Read people, groups, applications and their history',
  'directory:sync': 'Start a sync, and decide about one that was held',
  'audit:read': 'Read and export the audit log',
} as const

export type Scope = keyof typeof scopes

export const allScopes = Object.keys(scopes) as Scope[]

/** What each role is made of. An auditor reads everything and changes nothing. */
export const roles = {
  owner: allScopes,
  admin: allScopes,
  operator: ['organisation:read', 'connections:read', 'directory:read', 'directory:sync'],
  auditor: ['organisation:read', 'connections:read', 'directory:read', 'audit:read'],
  viewer: ['directory:read'],
} as const satisfies Record<string, readonly Scope[]>

export type Role = keyof typeof roles
