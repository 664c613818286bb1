const GRAPH = '00000003-0000-0000-c000-000000000000'
const SHAREPOINT = '00000003-0000-0ff1-ce00-000000000000'

/** What the applications of the suite may do; an administrator has consented to all of it. */
export const PERMISSIONS = {
  confidential: [
    {
      resourceAppId: GRAPH,
      roles: [
        'Application.Read.All',
        'Calendars.ReadWrite',
        'Directory.Read.All',
        'Group.ReadWrite.All',
        'Organization.Read.All',
        'Sites.ReadWrite.All',
        'User.ReadWrite.All',
      ],
      scopes: ['User.Read', 'User.Read.All'],
    },
    { resourceAppId: SHAREPOINT, roles: ['Sites.FullControl.All'], scopes: [] },
  ],
  public: [{ resourceAppId: GRAPH, roles: [], scopes: ['User.Read', 'User.Read.All'] }],
}
