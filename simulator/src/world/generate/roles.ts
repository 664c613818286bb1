/**
 * Built-in directory roles with their real template ids.
 * Source: Microsoft Entra documentation, "Microsoft Entra built-in roles" (permissions-reference).
 */
export const DIRECTORY_ROLES = [
  {
    templateId: '62e90394-69f5-4237-9190-012177145e10',
    name: 'Global Administrator',
    description:
      'Can manage all aspects of Microsoft Entra ID and Microsoft services that use Microsoft Entra identities.',
  },
  {
    templateId: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
    name: 'Privileged Role Administrator',
    description:
      'Can manage role assignments in Microsoft Entra ID, and all aspects of Privileged Identity Management.',
  },
  {
    templateId: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
    name: 'Helpdesk Administrator',
    description: 'Can reset passwords for non-administrators and Helpdesk Administrators.',
  },
  {
    templateId: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
    name: 'User Administrator',
    description: 'Can manage all aspects of users and groups, including resetting passwords for limited admins.',
  },
  {
    templateId: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
    name: 'Application Administrator',
    description: 'Can create and manage all aspects of app registrations and enterprise apps.',
  },
  {
    templateId: '158c047a-c907-4556-b7ef-446551a6b5f7',
    name: 'Cloud Application Administrator',
    description: 'Can create and manage all aspects of app registrations and enterprise apps except App Proxy.',
  },
  {
    templateId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
    name: 'Global Reader',
    description: 'Can read everything that a Global Administrator can, but not update anything.',
  },
  {
    templateId: '5d6b6bb7-de71-4623-b4af-96380a352509',
    name: 'Security Reader',
    description: 'Can read security information and reports in Microsoft Entra ID and Office 365.',
  },
  {
    templateId: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
    name: 'Groups Administrator',
    description:
      'Members of this role can create and manage groups, group settings and view activity and audit reports.',
  },
  {
    templateId: '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
    name: 'License Administrator',
    description: 'Can manage product licenses on users and groups.',
  },
] as const

export const GLOBAL_ADMINISTRATOR = DIRECTORY_ROLES[0].templateId
