/** What the signed-in person's own rights decide about, beside the permissions of the token. */
export type DirectoryAction = keyof typeof RIGHTS

interface Right {
  /** Names of built-in roles that allow it; Global Administrator always does. */
  readonly roles: readonly string[]
  /** Whether whoever owns the object may. */
  readonly owner?: true
  /** Whether everyone may for themselves. */
  readonly self?: true
  /** Whether every member of the organisation may; guests may not. */
  readonly member?: true
}

const APPLICATIONS = ['Application Administrator', 'Cloud Application Administrator']
const PASSWORDS = [
  'User Administrator',
  'Helpdesk Administrator',
  'Password Administrator',
  'Authentication Administrator',
  'Privileged Authentication Administrator',
]

/**
 * Who may do which write on behalf of a signed-in person.
 * Sources: learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference and delegate-by-task;
 * what ordinary members may: learn.microsoft.com/entra/fundamentals/users-default-permissions.
 */
const RIGHTS = {
  createUser: { roles: ['User Administrator', 'Directory Writers'] },
  updateUser: { roles: ['User Administrator', 'Directory Writers'] },
  updateOwnProfile: { roles: ['User Administrator', 'Directory Writers'], self: true },
  deleteUser: { roles: ['User Administrator'] },
  setPassword: { roles: PASSWORDS },
  revokeSessions: { roles: PASSWORDS, self: true },
  assignLicense: { roles: ['License Administrator', 'User Administrator', 'Directory Writers'] },
  createGroup: { roles: ['Groups Administrator', 'User Administrator', 'Directory Writers'], member: true },
  updateGroup: { roles: ['Groups Administrator', 'User Administrator', 'Directory Writers'], owner: true },
  deleteGroup: { roles: ['Groups Administrator', 'User Administrator'], owner: true },
  createRoleAssignableGroup: { roles: ['Privileged Role Administrator'] },
  updateRoleAssignableGroup: { roles: ['Privileged Role Administrator'], owner: true },
  manageAdministrativeUnit: { roles: ['Privileged Role Administrator'] },
  createApplication: { roles: APPLICATIONS, member: true },
  createServicePrincipal: { roles: APPLICATIONS },
  updateApplication: { roles: APPLICATIONS, owner: true },
  assignToApplication: { roles: [...APPLICATIONS, 'User Administrator', 'Directory Writers'], owner: true },
  consentToPermissions: { roles: ['Privileged Role Administrator'] },
  grantDelegatedPermissions: { roles: [...APPLICATIONS, 'Privileged Role Administrator'] },
  assignDirectoryRole: { roles: ['Privileged Role Administrator'] },
} satisfies { readonly [action: string]: Right }

/** What is known of a signed-in person when they want to write. */
export interface Standing {
  /** Names of the directory roles they hold. */
  readonly roles: ReadonlySet<string>
  readonly isOwner: boolean
  readonly isSelf: boolean
  readonly isGuest: boolean
}

/** Whether a person's own rights allow a write. */
export function mayDo(action: DirectoryAction, { roles, isOwner, isSelf, isGuest }: Standing): boolean {
  const right: Right = RIGHTS[action]
  if (roles.has('Global Administrator') || right.roles.some((role) => roles.has(role))) return true
  if (right.owner && isOwner) return true
  if (right.self && isSelf) return true
  return right.member === true && !isGuest
}

/** Roles whose holders a User Administrator may act on as on anybody. */
const LIMITED = [
  'Authentication Administrator',
  'Directory Readers',
  'Guest Inviter',
  'Helpdesk Administrator',
  'Password Administrator',
  'Reports Reader',
  'User Administrator',
]

/** The holders of which roles somebody with a role may act on. */
const REACH: { readonly [role: string]: readonly string[] } = {
  'User Administrator': LIMITED,
  'Authentication Administrator': LIMITED.filter((role) => role !== 'User Administrator'),
  'Helpdesk Administrator': ['Directory Readers', 'Guest Inviter', 'Helpdesk Administrator', 'Reports Reader'],
  'Password Administrator': ['Directory Readers', 'Guest Inviter', 'Password Administrator'],
}

/** Roles that reach everybody. */
const ABOVE_ALL = ['Global Administrator', 'Privileged Authentication Administrator']

/**
 * Whether roles suffice for a sensitive action (password, sign-in name, phone, blocking, deleting) on a person who
 * holds `targetRoles`, or is protected as one in a role-assignable group is. Nobody needs a role to act on people who hold none.
 * Source: learn.microsoft.com/graph/api/resources/users, "Who can perform sensitive actions".
 */
export function reaches(
  callerRoles: ReadonlySet<string>,
  targetRoles: ReadonlySet<string>,
  isProtected: boolean,
): boolean {
  if (ABOVE_ALL.some((role) => callerRoles.has(role))) return true
  if (isProtected) return false
  if (targetRoles.size === 0) return true
  return [...callerRoles].some((role) => [...targetRoles].every((target) => REACH[role]?.includes(target)))
}
