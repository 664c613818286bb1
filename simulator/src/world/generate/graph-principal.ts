import { readFileSync } from 'node:fs'
import type { Entity, Json } from '../model.ts'
import { guidOf } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { MICROSOFT_SERVICES_TENANT } from './catalogue.ts'

export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'

interface PermissionIds {
  readonly application: { readonly [name: string]: string | null }
  readonly delegated: { readonly [name: string]: string | null }
}

let cached: PermissionIds | undefined

/** Every Graph permission with its published GUID, from the contract. */
export function graphPermissionIds(): PermissionIds {
  if (!cached) {
    const [rows, beyond] = [idsIn('permissions-v1.0.json'), idsIn('more-permission-ids.json')]
    cached = {
      application: { ...rows.application, ...beyond.application },
      delegated: { ...rows.delegated, ...beyond.delegated },
    }
  }
  return cached
}

function idsIn(name: string): PermissionIds {
  const file = new URL(`../../../contract/${name}`, import.meta.url)
  const parsed: { ids: PermissionIds } = JSON.parse(readFileSync(file, 'utf8'))
  return parsed.ids
}

/** Microsoft Graph as it stands in every tenancy: its app roles and scopes are what consent can give. */
export function addGraphPrincipal(tenancy: Tenancy): Entity {
  const { application, delegated } = graphPermissionIds()
  const appRoles: Json[] = Object.entries(application).flatMap(([value, id]) =>
    id === null
      ? []
      : [
          {
            allowedMemberTypes: ['Application'],
            description: value,
            displayName: value,
            id,
            isEnabled: true,
            origin: 'Application',
            value,
          },
        ],
  )
  const scopes: Json[] = Object.entries(delegated).flatMap(([value, id]) =>
    id === null
      ? []
      : [
          {
            adminConsentDescription: value,
            adminConsentDisplayName: value,
            id,
            isEnabled: true,
            type: value.endsWith('.All') ? 'Admin' : 'User',
            userConsentDescription: value,
            userConsentDisplayName: value,
            value,
          },
        ],
  )
  return tenancy.insert('servicePrincipal', guidOf(`${tenancy.profile.tenantId}/graph`), {
    accountEnabled: true,
    appDisplayName: 'Microsoft Graph',
    appId: GRAPH_APP_ID,
    appOwnerOrganizationId: MICROSOFT_SERVICES_TENANT,
    appRoleAssignmentRequired: false,
    appRoles,
    displayName: 'Microsoft Graph',
    oauth2PermissionScopes: scopes,
    servicePrincipalNames: [GRAPH_APP_ID, 'https://graph.microsoft.com'],
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMultipleOrgs',
    tags: [],
  })
}
