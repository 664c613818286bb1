import type { Registration } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import { checkRegistered } from './known-resource.ts'
import { GRAPH_APP_ID } from './resources.ts'
import { isDefault, readScopes } from './scopes.ts'

/** What an administrator is asked to allow on one resource. */
export interface ConsentAccess {
  resourceAppId: string
  roles: readonly string[]
  scopes: string[]
}

/** What a request for admin consent is about. */
export interface ConsentRequest {
  access: ConsentAccess[]
  /** Whether it names its scopes (dynamic consent); otherwise it means everything registered. */
  isNamed: boolean
}

/**
 * Reads the scope of version 2.0 (v2-admin-consent): `.default` means everything registered, the only way to
 * application permissions; named delegated scopes mean exactly themselves, registered or not.
 * @throws AadstsError 70011, 650056, 650057
 */
export function readConsentScope(registration: Registration, text: string, origin: string): ConsentRequest {
  const asked = readScopes(text, origin)
  const statics = asked.resources.filter(isDefault)
  if (statics.length > 0) {
    checkRegistered(registration, statics)
    return everythingRegistered(registration)
  }
  const access = asked.resources.map(({ appId, names }) => {
    if (appId === undefined) throw new AadstsError(70011, { values: { scope: text } })
    return { resourceAppId: appId, roles: [], scopes: [...names] }
  })
  const graph = access.find(({ resourceAppId }) => resourceAppId === GRAPH_APP_ID)
  if (graph !== undefined) graph.scopes.unshift(...asked.oidc)
  else if (asked.oidc.length > 0) access.push({ resourceAppId: GRAPH_APP_ID, roles: [], scopes: [...asked.oidc] })
  if (access.length === 0) throw new AadstsError(70011, { values: { scope: text } })
  return { access, isNamed: true }
}

/** What the older form always means. */
export function everythingRegistered({ requiredResourceAccess }: Registration): ConsentRequest {
  return { access: requiredResourceAccess, isNamed: false }
}
