/** One of Microsoft's own interfaces beside Graph: the same application in every tenancy. */
export interface FirstPartyResource {
  readonly appId: string
  readonly displayName: string
  /** Origins by which clients name it; a SharePoint tenancy is named by any host below sharepoint.com. */
  readonly origins: readonly string[]
  /** Application permissions, and their published ids where known. */
  readonly roles: Readonly<Record<string, string>>
  /** Delegated permissions, and their published ids where known. */
  readonly scopes: Readonly<Record<string, string>>
}

export const SHAREPOINT_APP_ID = '00000003-0000-0ff1-ce00-000000000000'

/**
 * What command-line tools ask tokens for beside Graph. Application ids: "Verify first-party Microsoft applications in
 * sign-in reports"; permissions only where an application here can hold them.
 */
export const FIRST_PARTY_RESOURCES: readonly FirstPartyResource[] = [
  {
    appId: SHAREPOINT_APP_ID,
    displayName: 'Office 365 SharePoint Online',
    origins: [],
    roles: {
      'Sites.FullControl.All': '678536fe-1083-478a-9c59-b99265e6b0d3',
      'Sites.Manage.All': '9bff6588-13f2-4c48-bbf2-ddab62256b36',
      'Sites.Read.All': 'd13f72ca-a275-4b96-b789-48ebcc4da984',
      'Sites.ReadWrite.All': 'fbcd29d2-fcca-4405-aded-518d457caae4',
      'Sites.Selected': '20d37865-089c-4dee-8c41-6967602d4ac8',
      'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
      'User.ReadWrite.All': '741f803b-c850-494e-b5df-cde7c675a1ca',
    },
    scopes: {
      'AllSites.FullControl': '56680e0d-d2a3-4ae1-80d8-3c4f2100e3d0',
      'AllSites.Manage': 'b3f70a70-8a4b-4f95-9573-d71c496a53f4',
      'AllSites.Read': '4e0d77b0-96ba-4398-af14-3baa780278f4',
      'AllSites.Write': '640ddd16-e5b7-4d71-9690-3f4022699ee7',
      'User.Read.All': '0cea5a30-f6f8-42b5-87a0-84cc26822e02',
    },
  },
  {
    appId: '5a807f24-c9de-44ee-a3a7-329e88a00ffc',
    displayName: 'Messaging Bot API Application',
    origins: ['https://api.botframework.com'],
    roles: {},
    scopes: {},
  },
  {
    appId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
    displayName: 'Windows Azure Service Management API',
    origins: ['https://management.azure.com', 'https://management.core.windows.net'],
    roles: {},
    scopes: { user_impersonation: '41094075-9dad-400e-a0bd-54e686782033' },
  },
  {
    appId: 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093',
    displayName: 'Azure Key Vault',
    origins: ['https://vault.azure.net'],
    roles: {},
    scopes: { user_impersonation: 'f53da476-18e3-4152-8e01-aec403e6edc0' },
  },
  {
    appId: 'e406a681-f3d4-42a8-90b6-c2b029497af1',
    displayName: 'Azure Storage',
    origins: ['https://storage.azure.com'],
    roles: {},
    scopes: { user_impersonation: '03e0da56-190b-40ad-a80c-ea378c433f7f' },
  },
  {
    appId: '00000002-0000-0ff1-ce00-000000000000',
    displayName: 'Office 365 Exchange Online',
    origins: ['https://outlook.office.com', 'https://outlook.office365.com'],
    roles: { full_access_as_app: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40' },
    scopes: {},
  },
  {
    appId: 'c5393580-f805-4401-95e8-94b7a6ef2fc2',
    displayName: 'Office 365 Management APIs',
    origins: ['https://manage.office.com'],
    roles: { 'ActivityFeed.Read': '594c1fb6-4f81-4475-ae41-0c394909246c' },
    scopes: {},
  },
  {
    appId: '7df0a125-d3be-4c96-aa54-591f83ff541c',
    displayName: 'Microsoft Flow Service',
    origins: ['https://service.flow.microsoft.com'],
    roles: {},
    scopes: {},
  },
  {
    appId: '475226c6-020e-4fb2-8a90-7a972cbfc1d4',
    displayName: 'PowerApps Service',
    origins: ['https://service.powerapps.com', 'https://api.powerapps.com'],
    roles: {},
    scopes: {},
  },
  {
    appId: '00000002-0000-0000-c000-000000000000',
    displayName: 'Windows Azure Active Directory',
    origins: ['https://graph.windows.net'],
    roles: {},
    scopes: {},
  },
]

/** The resource of an application id, if it is one of these. */
export function firstPartyResource(appId: string): FirstPartyResource | undefined {
  return FIRST_PARTY_RESOURCES.find((resource) => resource.appId === appId)
}
