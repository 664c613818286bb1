import { AadstsError } from './aadsts.ts'
import { canonicalPermissionName } from './permission-texts.ts'
import { isResourceIdentifier, resourceAppId } from './resources.ts'

/** The scopes of OpenID Connect; granted on Graph. */
export const OIDC_SCOPES: readonly string[] = ['openid', 'profile', 'email', 'offline_access']

/** The permissions asked of one resource. */
export interface ResourceScopes {
  /** The resource as the caller wrote it; empty for names without one, which mean Graph. */
  identifier: string
  /** Undefined when the identifier names nothing that the simulator knows how to find. */
  appId: string | undefined
  /** Names without the resource, e.g. `User.Read`; `.default` stays in. */
  names: string[]
}

export interface RequestedScopes {
  text: string
  oidc: string[]
  resources: ResourceScopes[]
}

/**
 * Reads a space-separated scope parameter.
 * @throws AadstsError 70011 for a malformed item or `.default` beside named permissions of the same resource.
 */
export function readScopes(text: string, origin: string): RequestedScopes {
  const asked: RequestedScopes = { text, oidc: [], resources: [] }
  for (const item of text.split(/\s+/).filter((part) => part !== '')) {
    if (OIDC_SCOPES.includes(item.toLowerCase())) {
      if (!asked.oidc.includes(item.toLowerCase())) asked.oidc.push(item.toLowerCase())
      continue
    }
    const { identifier, name } = splitScope(item)
    const appId = resourceAppId(identifier, origin)
    const known = asked.resources.find((resource) =>
      appId ? resource.appId === appId : resource.identifier === identifier,
    )
    if (known === undefined) asked.resources.push({ identifier, appId, names: [name] })
    else if (!known.names.includes(name)) known.names.push(name)
  }
  for (const resource of asked.resources) {
    if (isDefault(resource) && resource.names.length > 1) throw new AadstsError(70011, { values: { scope: text } })
  }
  return asked
}

/** The OpenID Connect scopes of a sign-in stay with its later token requests, whether they repeat them or not. */
export function withSignIn(asked: RequestedScopes, signIn: RequestedScopes): RequestedScopes {
  return { ...asked, oidc: [...new Set([...asked.oidc, ...signIn.oidc])] }
}

/** A sign-in may ask several resources; a token request without a scope of its own means the first of them. */
export function firstResourceOf(signIn: RequestedScopes): RequestedScopes {
  return { ...signIn, resources: signIn.resources.slice(0, 1) }
}

/** Whether everything registered is asked for (`.default`). */
export function isDefault(resource: ResourceScopes): boolean {
  return resource.names.includes('.default')
}

/** A scope item split at its last slash; a double slash leaves one on the resource, as the service does. */
function splitScope(item: string): { identifier: string; name: string } {
  const slash = item.lastIndexOf('/')
  const identifier = slash < 0 ? '' : item.slice(0, slash)
  const name = item.slice(slash + 1)
  if (!isResourceIdentifier(identifier) || name === '') throw new AadstsError(70011, { values: { scope: item } })
  return { identifier, name: canonicalPermissionName(name) }
}
