import type { Registration } from '../identity-port.ts'
import { GRAPH_APP_ID, graphPermissionIds } from './generate/graph-principal.ts'
import { Input } from './input.ts'
import { type Entity, isObject, type Json, listOf, textOf } from './model.ts'
import { readRegistration } from './registrations.ts'
import type { Tenancy } from './tenancy.ts'
import type { World } from './world.ts'

/** Lets the identity platform know what an application object says now; credentials stay as they are. */
export function registerApplication(world: World, home: Tenancy, application: Entity, now: number): Registration {
  const appId = textOf(application, 'appId') ?? ''
  const present = world.registrations.get(appId)
  const said = new Input({
    appId,
    displayName: textOf(application, 'displayName'),
    signInAudience: textOf(application, 'signInAudience') === 'AzureADMyOrg' ? 'AzureADMyOrg' : 'AzureADMultipleOrgs',
    ...platforms(application),
    requiredResourceAccess: listOf(application, 'requiredResourceAccess').flatMap((access) => named(home, access)),
  })
  const read = readRegistration(said, home, home.profile.displayName, now)
  const { secrets, certificates, federatedIdentityCredentials } = present ?? read
  const registration = { ...read, secrets, certificates, federatedIdentityCredentials }
  world.registrations.set(appId, registration)
  followIn(world, application, appId)
  return registration
}

/** What a servicePrincipal takes over from its application, in every tenancy that has one. */
function followIn(world: World, application: Entity, appId: string): void {
  for (const tenancy of world.tenancies) {
    const principal = tenancy.findByKey('servicePrincipal', appId)
    if (principal) tenancy.update(principal, inherited(application))
  }
}

/** The properties of a servicePrincipal that are its application's (learn.microsoft.com/graph/api/resources/serviceprincipal). */
export function inherited(application: Entity): { [name: string]: Json } {
  const api = application.properties.api
  const scopes = isObject(api) && Array.isArray(api.oauth2PermissionScopes) ? api.oauth2PermissionScopes : []
  return {
    appDescription: textOf(application, 'description'),
    appDisplayName: textOf(application, 'displayName'),
    appRoles: listOf(application, 'appRoles'),
    displayName: textOf(application, 'displayName'),
    oauth2PermissionScopes: scopes,
    replyUrls: redirectUris(application),
    servicePrincipalNames: [textOf(application, 'appId') ?? '', ...listOf(application, 'identifierUris')],
    signInAudience: textOf(application, 'signInAudience'),
  }
}

/** What the application says about how and where people sign in to it, as a registration spells it. */
function platforms(application: Entity): { [name: string]: Json } {
  const web = isObject(application.properties.web) ? application.properties.web : {}
  const issuance = isObject(web.implicitGrantSettings) ? web.implicitGrantSettings : {}
  const groups = textOf(application, 'groupMembershipClaims')
  const roles = listOf(application, 'appRoles').flatMap((role) => (isObject(role) && role.value ? [role.value] : []))
  return {
    redirectUris: redirectUris(application),
    spaRedirectUris: redirectUris(application, 'spa'),
    publicClientRedirectUris: redirectUris(application, 'publicClient'),
    logoutUrl: web.logoutUrl ?? null,
    isFallbackPublicClient: application.properties.isFallbackPublicClient === true,
    idTokenIssuance: issuance.enableIdTokenIssuance === true,
    accessTokenIssuance: issuance.enableAccessTokenIssuance === true,
    groupMembershipClaims: groups === 'SecurityGroup' || groups === 'All' ? groups : 'None',
    appRoles: roles,
  }
}

function redirectUris(application: Entity, platform: 'web' | 'spa' | 'publicClient' = 'web'): Json[] {
  const said = application.properties[platform]
  return isObject(said) && Array.isArray(said.redirectUris) ? said.redirectUris : []
}

/** `requiredResourceAccess` by the names of the permissions; what the resource does not offer asks for nothing. */
function named(home: Tenancy, access: Json): Json[] {
  if (!isObject(access) || typeof access.resourceAppId !== 'string') return []
  const wanted = Array.isArray(access.resourceAccess) ? access.resourceAccess.filter(isObject) : []
  const names = (type: string, byId: ReadonlyMap<string, string>) =>
    wanted.flatMap(({ id, type: given }) => (given === type ? (byId.get(String(id)) ?? []) : []))
  const { roles, scopes } = offeredBy(home, access.resourceAppId)
  return [{ resourceAppId: access.resourceAppId, roles: names('Role', roles), scopes: names('Scope', scopes) }]
}

function offeredBy(home: Tenancy, resourceAppId: string) {
  if (resourceAppId === GRAPH_APP_ID) {
    const { application, delegated } = graphPermissionIds()
    return { roles: inverted(application), scopes: inverted(delegated) }
  }
  const resource = home.findByKey('servicePrincipal', resourceAppId)
  const values = (name: string) =>
    new Map(
      (resource ? listOf(resource, name) : [])
        .filter(isObject)
        .map((entry): [string, string] => [String(entry.id), String(entry.value)]),
    )
  return { roles: values('appRoles'), scopes: values('oauth2PermissionScopes') }
}

function inverted(ids: { readonly [name: string]: string | null }): Map<string, string> {
  return new Map(Object.entries(ids).flatMap(([name, id]): [string, string][] => (id === null ? [] : [[id, name]])))
}
