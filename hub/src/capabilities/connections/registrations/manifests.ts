import { graphAppId } from '../../../microsoft/index.ts'
import { packNames } from '../pack-names.ts'
import { packs, permissionId } from '../packs.ts'
import type { RegistrationUse } from './registrations.ts'

/** Delegated permissions of Microsoft Graph that signing in asks for; the ids are the same in every tenancy. */
const signInScopes = {
  openid: '37f7f235-527c-4136-accd-4a02d197296e',
  profile: '14dad69e-099b-42c9-810b-d002981feec1',
} as const

/** The body of `POST https://graph.microsoft.com/v1.0/applications`: learn.microsoft.com/graph/api/application-post-applications. */
export interface ApplicationManifest {
  displayName: string
  signInAudience: 'AzureADMultipleOrgs'
  web: { redirectUris: string[] }
  requiredResourceAccess: { resourceAppId: string; resourceAccess: { id: string; type: 'Role' | 'Scope' }[] }[]
}

export interface RegistrationPlan {
  use: RegistrationUse
  title: string
  /** the permissions' names, for entering by hand */
  applicationPermissions: string[]
  delegatedPermissions: string[]
  manifest: ApplicationManifest
}

/** What the installer registers once: one application for signing in and one a pack, because `/.default` consents to all that is registered. */
export function registrationPlans(redirectUri: string): RegistrationPlan[] {
  const web = { redirectUris: [redirectUri] }
  const ofPacks = packNames.map((pack): RegistrationPlan => {
    const { title, permissions } = packs[pack]
    const resourceAccess = permissions.map((need) => ({ id: permissionId(need), type: 'Role' as const }))
    return {
      use: pack,
      title: `Atrium: ${title}`,
      applicationPermissions: permissions.map(({ permission }) => permission),
      delegatedPermissions: [],
      manifest: {
        displayName: `Atrium: ${title}`,
        signInAudience: 'AzureADMultipleOrgs',
        web,
        requiredResourceAccess: [{ resourceAppId: graphAppId, resourceAccess }],
      },
    }
  })
  const scopes = Object.values(signInScopes).map((id) => ({ id, type: 'Scope' as const }))
  const signIn: RegistrationPlan = {
    use: 'sign-in',
    title: 'Atrium',
    applicationPermissions: [],
    delegatedPermissions: Object.keys(signInScopes),
    manifest: {
      displayName: 'Atrium',
      signInAudience: 'AzureADMultipleOrgs',
      web,
      requiredResourceAccess: [{ resourceAppId: graphAppId, resourceAccess: scopes }],
    },
  }
  return [signIn, ...ofPacks]
}

/** The plans as a person reads them, with the file that the installation then wants. */
export function manifestText(redirectUri: string): string {
  const plans = registrationPlans(redirectUri)
  const sections = plans.map(
    (plan) => `## ${plan.title} (pack "${plan.use}")
Entra admin center → App registrations → New registration
  Name: ${plan.title}
  Supported account types: Accounts in any organizational directory (multitenant)
  Redirect URI: Web, ${redirectUri}
  API permissions → Microsoft Graph: ${[
    ...plan.applicationPermissions.map((name) => `${name} (application)`),
    ...plan.delegatedPermissions.map((name) => `${name} (delegated)`),
  ].join(', ')}
  Certificates & secrets: one client secret, or upload a certificate
Or POST https://graph.microsoft.com/v1.0/applications
${JSON.stringify(plan.manifest, null, 2)}`,
  )
  const file = {
    publisher: 'your organisation',
    packs: Object.fromEntries(plans.map((plan) => [plan.use, 'the application (client) id registered for it'])),
    applications: plans.map((plan) => ({
      appId: 'its application (client) id',
      displayName: plan.title,
      signInAudience: 'AzureADMultipleOrgs',
      secret: 'its secret; or certificateFile and privateKeyFile in its place',
      redirectUris: [redirectUri],
      requiredResourceAccess: [
        { resourceAppId: graphAppId, roles: plan.applicationPermissions, scopes: plan.delegatedPermissions },
      ],
    })),
  }
  return `# What to register at Microsoft, once for this installation
Leave out a pack that nobody will need. Then write the file that ATRIUM_REGISTRATIONS names, readable by this program only:

${JSON.stringify(file, null, 2)}

${sections.join('\n\n')}
`
}
