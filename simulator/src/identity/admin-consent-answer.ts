import type { Registration } from '../identity-port.ts'
import { type AadstsError, errorDescription } from './aadsts.ts'
import type { ConsentAccess } from './admin-consent-access.ts'
import { withQuery } from './authorize-answer.ts'
import { answerRedirect, type Exchange } from './exchange.ts'
import { GRAPH_APP_ID } from './resources.ts'

/** Where an answer about admin consent goes, and in which of its two shapes. */
export interface AdminConsentAddress {
  registration: Registration
  redirectUri: string
  state: string | null
  version: 1 | 2
}

/** Consent was given. The `tenant` in the redirect proves nothing to the application. */
export function answerAdminConsent(
  exchange: Exchange,
  address: AdminConsentAddress,
  granted: readonly ConsentAccess[],
  tenantId: string,
): void {
  const answer = new URLSearchParams({ admin_consent: 'True', tenant: tenantId })
  if (address.state !== null) answer.set('state', address.state)
  if (address.version === 2) answer.set('scope', grantedScopes(granted))
  answerRedirect(exchange, withQuery(address.redirectUri, answer))
}

/**
 * Consent was not given. Version 2 still says `admin_consent=True`, beside an error; the older form says
 * `permission_denied` and no `admin_consent` (v2-admin-consent; v2-oauth2-client-creds-grant-flow).
 */
export function answerAdminConsentError(exchange: Exchange, address: AdminConsentAddress, error: AadstsError): void {
  const answer = new URLSearchParams()
  const wasDeclined = error.code === 65004 || error.code === 90094
  if (address.version === 2) answer.set('admin_consent', 'True')
  if (address.version === 1 && wasDeclined) {
    answer.set('error', 'permission_denied')
    answer.set('error_description', 'The admin canceled the request')
  } else {
    answer.set('error', wasDeclined ? 'consent_required' : error.authorizeError)
    answer.set('error_description', errorDescription(error, exchange.trace))
    answer.set('error_uri', `https://login.microsoftonline.com/error?code=${error.code}`)
  }
  if (address.state !== null) answer.set('state', address.state)
  answerRedirect(exchange, withQuery(address.redirectUri, answer))
}

/** Delegated scopes by name, and `.default` for each resource with application permissions. */
function grantedScopes(granted: readonly ConsentAccess[]): string {
  return granted
    .flatMap(({ resourceAppId, roles, scopes }) => {
      const resource = resourceAppId === GRAPH_APP_ID ? 'https://graph.microsoft.com' : resourceAppId
      return [...scopes, ...(roles.length > 0 ? ['.default'] : [])].map((name) => `${resource}/${name}`)
    })
    .join(' ')
}
