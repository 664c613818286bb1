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

/**
 * Permissions of served operations that the contract's data leaves out, with their published GUIDs
 * (learn.microsoft.com/graph/permissions-reference).
 */
const BEYOND_CONTRACT: PermissionIds = {
  application: {
    'Policy.Read.PermissionGrant': '9e640839-a198-48fb-8b9a-013fd6f6cbcd',
    'Policy.ReadWrite.ConditionalAccess': '01c0a623-fc9b-48e9-b794-0756f8e8f067',
    'Policy.ReadWrite.ConsentRequest': '999f8c63-0a38-4f1b-91fd-ed1947bdd1a9',
  },
  delegated: {
    'Policy.Read.PermissionGrant': '414de6ea-2d92-462f-b120-6e2a809a6d01',
    'Policy.ReadWrite.ConditionalAccess': 'ad902697-1014-4ef5-81ef-2b4301988e8c',
    'Policy.ReadWrite.ConsentRequest': '4d135e65-66b8-41a8-9f8b-081452c91774',
  },
}

let cached: PermissionIds | undefined

/** Every Graph permission with its published GUID, from the contract and what is served beyond it. */
export function graphPermissionIds(): PermissionIds {
  if (!cached) {
    const [rows, beyond] = [idsIn('permissions-v1.0.json'), idsIn('more-permission-ids.json')]
    cached = {
      application: { ...rows.application, ...beyond.application, ...BEYOND_CONTRACT.application },
      delegated: { ...rows.delegated, ...beyond.delegated, ...BEYOND_CONTRACT.delegated },
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
