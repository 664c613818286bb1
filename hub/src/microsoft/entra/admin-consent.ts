import { isUuid } from '../../kernel/ids.ts'
import type { MicrosoftCloud } from '../cloud.ts'
import { type Refusal, refusal, refusalFromRedirect } from './refusal.ts'
import type { TenancySegment } from './tenancy.ts'

export interface AdminConsentRequest {
  readonly tenancy: TenancySegment
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
}

/**
 * Where a browser is sent for an administrator's consent to everything the registration asks of Graph: `/.default` is the only way to
 * application permissions. Source: learn.microsoft.com/entra/identity-platform/v2-admin-consent.
 */
export function adminConsentUrl(cloud: MicrosoftCloud, request: AdminConsentRequest): URL {
  const url = new URL(`${cloud.authority}/${request.tenancy}/v2.0/adminconsent`)
  url.searchParams.set('client_id', request.clientId)
  url.searchParams.set('redirect_uri', request.redirectUri)
  url.searchParams.set('state', request.state)
  url.searchParams.set('scope', `${cloud.graphResource}/.default`)
  return url
}

/** What a consent redirect SAYS. None of it is proof: anybody can write such an address. `state` is compared by the caller. */
export type AdminConsentAnswer =
  | { readonly kind: 'consented'; readonly state: string; readonly tenantId: string; readonly scope: readonly string[] }
  | { readonly kind: 'denied'; readonly state: string; readonly refusal: Refusal }
  /** neither the one nor the other: not from Microsoft, or cut */
  | { readonly kind: 'malformed'; readonly state: string | null }

/**
 * Reads a consent redirect. Denial has two shapes: v2.0 sends `error=consent_required` WITH `admin_consent=True`; the older endpoint
 * sends `error=permission_denied` without it. So any `error` is a denial, whatever else is there.
 */
export function readAdminConsent(parameters: URLSearchParams): AdminConsentAnswer {
  const state = parameters.get('state')
  if (state === null) return { kind: 'malformed', state }
  const denied = refusalFromRedirect(parameters)
  if (denied !== undefined) return { kind: 'denied', state, refusal: declined(denied) }
  const tenantId = parameters.get('tenant')?.toLowerCase() ?? ''
  if (parameters.get('admin_consent')?.toLowerCase() !== 'true' || !isUuid(tenantId))
    return { kind: 'malformed', state }
  return {
    kind: 'consented',
    state,
    tenantId,
    scope: (parameters.get('scope') ?? '').split(' ').filter((name) => name !== ''),
  }
}

/** On this page `consent_required` without a number means that the administrator did not consent. */
const declined = (found: Refusal): Refusal =>
  found.reason === 'consent_missing' && found.aadsts === undefined ? refusal('consent_declined') : found
