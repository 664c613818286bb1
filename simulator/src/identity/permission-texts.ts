/**
 * What the consent page says about the permissions met most often: a name for people, and what it allows.
 * Own words; names of permissions are Microsoft Graph's (permissions reference).
 */
const TEXTS: Readonly<Record<string, readonly [title: string, description: string]>> = {
  openid: ['Sign you in', 'Lets you sign in to the app with your work account and lets the app know who you are.'],
  profile: ['View your basic profile', 'Lets the app see your name, user name and picture.'],
  email: ['View your email address', 'Lets the app read your primary email address.'],
  offline_access: [
    'Maintain access to data you have given it access to',
    'Lets the app keep working on your behalf while you are not using it.',
  ],
  'User.Read': [
    'Sign in and read your profile',
    'Lets you sign in and lets the app read your profile and basic company information.',
  ],
  'User.ReadWrite': ['Read and update your profile', 'Lets the app read and change your own profile.'],
  'User.ReadBasic.All': [
    "Read everyone's basic profile",
    'Name, picture and address of every person in your organisation.',
  ],
  'User.Read.All': [
    "Read everyone's full profile",
    'All profile properties, manager and reports of every person in your organisation.',
  ],
  'User.ReadWrite.All': [
    "Read and change everyone's full profile",
    'Reads, creates, changes and deletes people in your organisation.',
  ],
  'User.EnableDisableAccount.All': [
    'Block and unblock accounts',
    'Enables and disables sign-in for people in your organisation.',
  ],
  'User.RevokeSessions.All': ["End people's sessions", 'Makes people of your organisation sign in again everywhere.'],
  'User.ManageIdentities.All': [
    'Manage sign-in identities',
    'Reads, adds and removes the identities with which people sign in.',
  ],
  'User.DeleteRestore.All': [
    'Delete and restore people',
    'Deletes people of your organisation and restores deleted ones.',
  ],
  'User-PasswordProfile.ReadWrite.All': [
    'Reset passwords',
    'Reads and writes the password profile of people in your organisation.',
  ],
  'Group.Read.All': ['Read all groups', 'Properties, members, conversations and files of every group.'],
  'Group.ReadWrite.All': ['Read and change all groups', 'Creates, changes and deletes groups and their members.'],
  'Group.Create': ['Create groups', 'Creates groups without a signed-in person.'],
  'GroupMember.Read.All': ['Read all group memberships', 'Basic properties and members of every group.'],
  'GroupMember.ReadWrite.All': ['Change all group memberships', 'Reads groups and adds or removes their members.'],
  'Directory.Read.All': ['Read directory data', 'People, groups, applications and everything else in the directory.'],
  'Directory.ReadWrite.All': [
    'Read and change directory data',
    'Reads and writes people, groups and other directory data.',
  ],
  'Directory.AccessAsUser.All': ['Access the directory as you', 'The same access to the directory as you have.'],
  'Application.Read.All': ['Read all applications', 'Every application registration and enterprise application.'],
  'Application.ReadWrite.All': [
    'Read and change all applications',
    'Creates, changes and deletes applications and enterprise applications.',
  ],
  'Application.ReadWrite.OwnedBy': [
    'Manage applications that this app owns',
    'Creates applications, and changes those it created or owns.',
  ],
  'AppRoleAssignment.ReadWrite.All': [
    'Manage application assignments and permissions',
    'Grants permissions to any application and assigns people to applications.',
  ],
  'DelegatedPermissionGrant.ReadWrite.All': [
    'Manage delegated permission grants',
    'Grants and withdraws delegated permissions for any application.',
  ],
  'AdministrativeUnit.Read.All': ['Read all administrative units', 'Administrative units and their members.'],
  'AdministrativeUnit.ReadWrite.All': [
    'Read and change all administrative units',
    'Creates, changes and deletes administrative units and their members.',
  ],
  'Organization.Read.All': [
    'Read organisation information',
    'Name, domains, licences and settings of your organisation.',
  ],
  'LicenseAssignment.Read.All': [
    'Read licence assignments',
    'Which licences your organisation has and who holds them.',
  ],
  'LicenseAssignment.ReadWrite.All': ['Manage licence assignments', 'Assigns licences to people and removes them.'],
  'Domain.Read.All': ['Read domains', 'The domains of your organisation.'],
  'RoleManagement.Read.All': [
    'Read all role assignments',
    'Role definitions and assignments of every supported service.',
  ],
  'RoleManagement.Read.Directory': ['Read directory roles', 'Directory roles and who holds them.'],
  'RoleManagement.ReadWrite.Directory': [
    'Read and change directory roles',
    'Assigns directory roles and withdraws them.',
  ],
  'AuditLog.Read.All': ['Read audit logs', 'Sign-ins, directory changes and the last sign-in of every person.'],
  'Policy.Read.All': ['Read policies', 'Every policy of your organisation.'],
  'Policy.Read.ConditionalAccess': [
    'Read conditional access policies',
    'The conditional access policies of your organisation.',
  ],
  'IdentityRiskEvent.Read.All': ['Read risk detections', 'Risk detections of people in your organisation.'],
  'IdentityRiskyUser.Read.All': ['Read risky people', 'Who is at risk, and why.'],
  'UserAuthenticationMethod.Read.All': [
    'Read sign-in methods',
    'How each person of your organisation proves who they are.',
  ],
  'Reports.Read.All': ['Read usage reports', 'All usage reports of your organisation.'],
  'Calendars.Read': ['Read calendars', 'Events of the calendars it may see.'],
  'Calendars.ReadWrite': ['Read and change calendars', 'Creates, reads, changes and deletes events.'],
  'Place.Read.All': ['Read rooms and places', 'The rooms, buildings and desks of your organisation.'],
  'Mail.Send': ['Send mail', 'Sends mail as you, or as anybody when used without a signed-in person.'],
  'Sites.Selected': ['Access selected SharePoint sites', 'Only the sites that an administrator names for this app.'],
  'Sites.Read.All': ['Read all SharePoint sites', 'Documents and lists of every site.'],
  'Sites.ReadWrite.All': ['Read and change all SharePoint sites', 'Documents and lists of every site.'],
  'Sites.Manage.All': [
    'Manage lists in all SharePoint sites',
    'Creates, changes and deletes documents and lists of every site.',
  ],
  'Sites.FullControl.All': ['Full control of all SharePoint sites', 'Everything in every site.'],
  'Team.ReadBasic.All': ['Read names of all teams', 'Names and descriptions of every team.'],
  'Channel.ReadBasic.All': ['Read names of all channels', 'Names and descriptions of every channel.'],
  'ChannelMessage.Send': ['Send channel messages', 'Posts to channels of Teams as you.'],
  'Chat.Create': ['Create chats', 'Starts chats in Teams.'],
  'Chat.ReadWrite': ['Read and write your chats', 'Reads and sends messages in your chats.'],
  'TeamsActivity.Send': ['Send notifications in Teams', "Creates entries in people's activity feeds."],
}

const CANONICAL = new Map(Object.keys(TEXTS).map((name) => [name.toLowerCase(), name]))

/** The permission's own spelling where it is known: scopes are case-insensitive on the wire. */
export function canonicalPermissionName(name: string): string {
  return CANONICAL.get(name.toLowerCase()) ?? name
}

/** Title and description for the consent page; the bare name where there is no text. */
export function permissionText(name: string): { name: string; title: string; description: string } {
  const [title, description] = TEXTS[name] ?? [name, '']
  return { name, title, description }
}
