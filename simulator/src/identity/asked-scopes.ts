import { AadstsError } from './aadsts.ts'
import type { Exchange, Fields } from './exchange.ts'
import { DEFAULT_VERSION_ONE_RESOURCE } from './resources.ts'
import { firstResourceOf, type RequestedScopes, readScopes, withSignIn } from './scopes.ts'

/** What version 1.0 gives at every sign-in without being asked. */
const VERSION_ONE_SIGN_IN = 'openid profile email offline_access'

/**
 * The scope parameter of a request. Version 1.0 names one `resource` instead and means everything registered for it
 * (azure-ad-endpoint-comparison); it is written as the version 2.0 scope that means the same.
 */
export function scopeParameter(exchange: Exchange, fields: Fields): string | undefined {
  if (exchange.version === 2) return fields.get('scope')?.trim() || undefined
  const resource = fields.get('resource')?.trim()
  return resource ? `${resource}/.default ${VERSION_ONE_SIGN_IN}` : undefined
}

/** The scope parameter of a sign-in by version 1.0, which may leave out its resource. */
export function signInScope(exchange: Exchange, fields: Fields): string | undefined {
  const named = scopeParameter(exchange, fields)
  if (named !== undefined || exchange.version === 2) return named
  return `${DEFAULT_VERSION_ONE_RESOURCE}/.default ${VERSION_ONE_SIGN_IN}`
}

/**
 * What a token request asks after a sign-in for `signInText`.
 * @throws AadstsError 28003 an empty scope beside a code, 28002 nothing that an access token could be for, 70011
 */
export function tokenScopes(exchange: Exchange, signInText: string): RequestedScopes {
  const { form, origin, version } = exchange
  const signIn = readScopes(signInText, origin)
  const text = scopeParameter(exchange, form)
  if (text === undefined) {
    if (version === 2 && form.has('scope') && form.has('code')) throw new AadstsError(28003)
    return firstResourceOf(signIn)
  }
  const asked = readScopes(text, origin)
  if (asked.resources.length === 0 && !asked.oidc.includes('openid')) throw new AadstsError(28002)
  return withSignIn(asked, signIn)
}
