import { appRoleValue, assignmentStands } from '../world/assignments.ts'
import { type Json, textOf } from '../world/model.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { World } from '../world/world.ts'

/** Every registered application with what this tenancy has consented to, for whoever gives and withdraws consent. */
export function consentsOf(world: World, tenancy: Tenancy): Json {
  return [...world.registrations.values()]
    .filter(({ homeTenantId, signInAudience }) => {
      return signInAudience === 'AzureADMultipleOrgs' || homeTenantId === tenancy.profile.tenantId
    })
    .map(({ appId, displayName, publisher, requiredResourceAccess }) => {
      const principal = tenancy.findByKey('servicePrincipal', appId)
      return {
        appId,
        displayName,
        publisher,
        asks: requiredResourceAccess.flatMap(({ roles, scopes }) => [...roles, ...scopes]),
        consented: principal ? [...rolesOf(tenancy, principal.id), ...scopesOf(tenancy, principal.id)] : null,
      }
    })
}

function rolesOf(tenancy: Tenancy, principalId: string): string[] {
  return [...tenancy.assignmentsOf.from(principalId)].flatMap((id) => {
    const assignment = tenancy.find(id)
    const resource = assignment && tenancy.find(textOf(assignment, 'resourceId') ?? '')
    if (!assignment || !resource || !assignmentStands(tenancy, assignment)) return []
    return appRoleValue(resource, textOf(assignment, 'appRoleId') ?? '') ?? []
  })
}

function scopesOf(tenancy: Tenancy, principalId: string): string[] {
  return [...tenancy.grantsOf.from(principalId)].flatMap((id) => {
    const grant = tenancy.find(id)
    return grant ? (textOf(grant, 'scope') ?? '').split(' ').filter(Boolean) : []
  })
}
