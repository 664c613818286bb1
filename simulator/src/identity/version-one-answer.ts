import { decodeJwt } from 'jose'

/**
 * A token answer in the shape of version 1.0 (v1-protocols-oauth-code): times as texts, in seconds, the resource by
 * name, and scopes without it.
 */
export function versionOneAnswer(answer: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { access_token, scope, expires_in, ext_expires_in, ...rest } = answer
  const { aud, nbf, exp } = decodeJwt(String(access_token))
  const names = String(scope ?? '')
    .split(' ')
    .map((name) => name.slice(name.lastIndexOf('/') + 1))
  return {
    ...rest,
    ...(scope === undefined ? {} : { scope: names.join(' ') }),
    expires_in: String(expires_in),
    ext_expires_in: String(ext_expires_in),
    expires_on: String(exp),
    not_before: String(nbf),
    resource: aud,
    access_token,
  }
}
