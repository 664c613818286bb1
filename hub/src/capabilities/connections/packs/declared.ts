import type { PermissionNeed } from './pack.ts'

/** Packs of rooms that are not built yet: what they will ask for, so that it can be judged beforehand. */
export const declaredPermissions = {
  evidence: [
    {
      permission: 'Policy.Read.All',
      why: 'Conditional access, authorization and security-default policies, as they stand.',
      tier: 'medium',
      withoutIt: 'No evidence about policies.',
      coveredBy: [],
    },
    {
      permission: 'UserAuthenticationMethod.Read.All',
      why: 'Who is registered for strong authentication, by which method.',
      tier: 'high',
      withoutIt: 'No evidence about strong authentication.',
      coveredBy: ['UserAuthenticationMethod.ReadWrite.All'],
    },
    {
      permission: 'RoleManagement.Read.Directory',
      why: 'Who holds which privileged role.',
      tier: 'medium',
      withoutIt: 'No evidence about privileged access.',
      coveredBy: ['RoleManagement.ReadWrite.Directory', 'Directory.Read.All', 'Directory.ReadWrite.All'],
    },
    {
      permission: 'IdentityRiskyUser.Read.All',
      why: 'Accounts that Microsoft reports at risk, and whether somebody dealt with them.',
      tier: 'high',
      withoutIt: 'No evidence about accounts at risk.',
      coveredBy: ['IdentityRiskyUser.ReadWrite.All'],
    },
  ],
  calendar: [
    {
      permission: 'Calendars.ReadWrite',
      why: 'Invitations with visitors, and events that Atrium keeps in step. Limit it to mailboxes with RBAC for Applications.',
      tier: 'critical',
      withoutIt: 'Visitors are not announced and events are not kept in step.',
      coveredBy: [],
    },
    {
      permission: 'Place.Read.All',
      why: 'Rooms and buildings by name.',
      tier: 'low',
      withoutIt: 'Rooms show their address in place of their name.',
      coveredBy: [],
    },
  ],
  sharepoint: [
    {
      permission: 'Sites.Selected',
      why: 'Lists on the sites to which a SharePoint administrator admits the application; nothing before that.',
      tier: 'medium',
      withoutIt: 'No list can be kept in step.',
      coveredBy: ['Sites.FullControl.All'],
    },
  ],
  teams: [
    {
      permission: 'Team.ReadBasic.All',
      why: 'The teams’ names.',
      tier: 'low',
      withoutIt: 'Teams cannot be chosen by name.',
      coveredBy: [],
    },
    {
      permission: 'Channel.ReadBasic.All',
      why: 'The channels’ names. Sending to one needs a service account or a workflow address: no application permission sends.',
      tier: 'low',
      withoutIt: 'Channels cannot be chosen by name.',
      coveredBy: [],
    },
  ],
} as const satisfies Record<string, readonly PermissionNeed[]>

export const actionPermissions: readonly PermissionNeed[] = [
  {
    permission: 'User.EnableDisableAccount.All',
    why: 'Blocking and unblocking an account.',
    tier: 'critical',
    withoutIt: 'Accounts cannot be blocked or unblocked.',
    coveredBy: ['User.ReadWrite.All'],
  },
  {
    permission: 'User.RevokeSessions.All',
    why: 'Ending a person’s sessions.',
    tier: 'high',
    withoutIt: 'Sessions cannot be ended.',
    coveredBy: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  {
    permission: 'GroupMember.ReadWrite.All',
    why: 'Adding to groups and removing from them; role-assignable groups stay out of reach.',
    tier: 'critical',
    withoutIt: 'Group membership cannot be changed.',
    coveredBy: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  {
    permission: 'LicenseAssignment.ReadWrite.All',
    why: 'Giving and taking licences.',
    tier: 'medium',
    withoutIt: 'Licences cannot be changed.',
    coveredBy: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  {
    permission: 'AppRoleAssignment.ReadWrite.All',
    why: 'Assigning people and groups to applications. It could also grant permissions to applications: enable it only where that is watched.',
    tier: 'critical',
    withoutIt: 'Assignments to applications cannot be changed.',
    coveredBy: [],
  },
]
