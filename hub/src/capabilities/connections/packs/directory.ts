import type { PermissionNeed } from './pack.ts'

/**
 * Each one is accepted, and the narrowest that reads what is kept, for the calls named in `why`, by Microsoft's own permissions data
 * (simulator/contract/permissions-v1.0.json; a test compares). Directory.Read.All includes the others. They are asked for beside it so that an
 * organisation with its own registration may leave it out and lose the delegated consents only.
 */
export const directoryReadPermissions: readonly PermissionNeed[] = [
  {
    permission: 'User.Read.All',
    why: 'People with their attributes, managers and licences (users/delta).',
    tier: 'medium',
    withoutIt: 'No person can be read; nothing of the directory is of use.',
    coveredBy: ['User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  },
  {
    permission: 'GroupMember.Read.All',
    why: 'Groups with members and owners (groups/delta), without mail, files or conversations of groups. Groups with hidden membership stay empty: Microsoft shows those members only to holders of Member.Read.Hidden.',
    tier: 'medium',
    withoutIt: 'Groups, memberships and owners are missing; scopes by group cannot work.',
    coveredBy: ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  },
  {
    permission: 'Application.Read.All',
    why: 'Enterprise applications, their owners and app roles, and who is assigned to them (servicePrincipals/delta, appRoleAssignedTo).',
    tier: 'medium',
    withoutIt: 'Applications and assignments are missing.',
    coveredBy: ['Application.ReadWrite.All', 'Directory.Read.All'],
  },
  {
    permission: 'AdministrativeUnit.Read.All',
    why: 'Administrative units and their members, also as a scope of what is synchronised.',
    tier: 'low',
    withoutIt: 'Administrative units are missing; scopes by unit cannot work.',
    coveredBy: ['AdministrativeUnit.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  },
  {
    permission: 'RoleManagement.Read.Directory',
    why: 'Which directory roles a person holds: proves that whoever connects the tenancy administrates it.',
    tier: 'medium',
    withoutIt: 'A tenancy cannot be connected by consent, because nobody can be shown to be its administrator.',
    coveredBy: ['RoleManagement.ReadWrite.Directory', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  },
  {
    permission: 'Organization.Read.All',
    why: 'The tenancy’s name and domains, and which licences it has bought (organization, subscribedSkus).',
    tier: 'low',
    withoutIt: 'Licences keep their ids in place of names, and their counts are missing.',
    coveredBy: ['Organization.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  },
  {
    permission: 'Directory.Read.All',
    why: 'Delegated consents (oauth2PermissionGrants): Microsoft offers no narrower permission that lists them.',
    tier: 'high',
    withoutIt: 'Which applications people consented to is missing. All else works.',
    coveredBy: ['DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
]

export const signInActivityPermissions: readonly PermissionNeed[] = [
  {
    permission: 'AuditLog.Read.All',
    why: 'When people last signed in, and to which applications (signInActivity, auditLogs/signIns).',
    tier: 'high',
    withoutIt: 'Last sign-ins are missing.',
    coveredBy: [],
  },
  {
    permission: 'User.Read.All',
    why: 'Microsoft gives signInActivity as an attribute of users, so both are needed.',
    tier: 'medium',
    withoutIt: 'Last sign-ins are missing.',
    coveredBy: ['User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  },
]
