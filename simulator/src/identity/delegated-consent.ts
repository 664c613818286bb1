import type { IdentityServicePrincipal, IdentityUser, Registration } from '../identity-port.ts'
import { GRAPH_APP_ID } from './resources.ts'
import { isDefault, OIDC_SCOPES, type RequestedScopes } from './scopes.ts'

/** Delegated permissions asked of one resource, by name. */
export interface DelegatedScopes {
  resourceAppId: string
  scopes: string[]
}

/** What people may allow for themselves; everything else takes an administrator. */
const USER_CONSENTABLE = new Set([...OIDC_SCOPES, 'User.Read'])

/** Directory role template ids that may consent. */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10'
const PRIVILEGED_ROLE_ADMINISTRATOR = 'e8611ab8-c189-46e8-94e1-60213ab1f814'
const APPLICATION_ADMINISTRATOR = '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3'
const CLOUD_APPLICATION_ADMINISTRATOR = '158c047a-c907-4556-b7ef-446551a6b5f7'

/** Everything delegated that a request asks for, `.default` spelled out from the registration. */
export function askedScopes(registration: Registration, asked: RequestedScopes): DelegatedScopes[] {
  const result: DelegatedScopes[] =
    asked.oidc.length > 0 ? [{ resourceAppId: GRAPH_APP_ID, scopes: [...asked.oidc] }] : []
  for (const resource of asked.resources) {
    if (resource.appId === undefined) continue
    const registered = registration.requiredResourceAccess.find(({ resourceAppId }) => resourceAppId === resource.appId)
    const scopes = isDefault(resource) ? (registered?.scopes ?? []) : resource.names
    const known = result.find(({ resourceAppId }) => resourceAppId === resource.appId)
    if (known) known.scopes = [...new Set([...known.scopes, ...scopes])]
    else result.push({ resourceAppId: resource.appId, scopes: [...scopes] })
  }
  return result.filter(({ scopes }) => scopes.length > 0)
}

/**
 * What of it neither an administrator nor this person has allowed yet. The scopes of OpenID Connect come along with
 * any other grant on Graph, and an administrator's consent to the application covers them.
 */
export function missingScopes(
  asked: readonly DelegatedScopes[],
  servicePrincipal: IdentityServicePrincipal | undefined,
  user: IdentityUser,
): DelegatedScopes[] {
  return asked
    .map(({ resourceAppId, scopes }) => {
      const granted = new Set(servicePrincipal?.scopesFor(user.objectId, resourceAppId) ?? [])
      const isCovered = (scope: string): boolean =>
        granted.has(scope) || (granted.size > 0 && OIDC_SCOPES.includes(scope))
      return { resourceAppId, scopes: scopes.filter((scope) => !isCovered(scope)) }
    })
    .filter(({ scopes }) => scopes.length > 0)
}

/** Whether this person may allow these delegated permissions for themself. */
export function mayConsentForSelf(user: IdentityUser, missing: readonly DelegatedScopes[]): boolean {
  return (
    hasRole(user, ADMINISTRATORS_OF_CONSENT) ||
    missing.every(
      ({ resourceAppId, scopes }) =>
        resourceAppId === GRAPH_APP_ID && scopes.every((scope) => USER_CONSENTABLE.has(scope)),
    )
  )
}

/**
 * Whether this person may consent for the whole organisation: application permissions of Graph take a Global or
 * Privileged Role Administrator, everything else also an (Cloud) Application Administrator.
 */
export function mayConsentForOrganisation(
  user: IdentityUser,
  asked: readonly { resourceAppId: string; roles: readonly string[] }[],
): boolean {
  if (hasRole(user, [GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR])) return true
  const asksGraphRoles = asked.some(({ resourceAppId, roles }) => resourceAppId === GRAPH_APP_ID && roles.length > 0)
  return !asksGraphRoles && hasRole(user, ADMINISTRATORS_OF_CONSENT)
}

const ADMINISTRATORS_OF_CONSENT = [
  GLOBAL_ADMINISTRATOR,
  PRIVILEGED_ROLE_ADMINISTRATOR,
  APPLICATION_ADMINISTRATOR,
  CLOUD_APPLICATION_ADMINISTRATOR,
]

function hasRole(user: IdentityUser, roles: readonly string[]): boolean {
  return user.directoryRoleTemplateIds.some((role) => roles.includes(role))
}
