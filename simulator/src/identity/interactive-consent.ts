import type { IdentityServicePrincipal, TenancyRef } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import { askedScopes, type DelegatedScopes, mayConsentForSelf, missingScopes } from './delegated-consent.ts'
import type { Exchange } from './exchange.ts'
import type { InteractiveRequest } from './interactive.ts'
import { consentPage, needApprovalPage } from './pages/consent-page.ts'
import { sameRequest } from './pages/page.ts'
import type { Platform } from './platform.ts'
import { OIDC_SCOPES } from './scopes.ts'
import type { SignedIn } from './sign-in.ts'
import { recordInteractive } from './sign-in-log.ts'

/**
 * Sees to it that what is asked is allowed. False when a page took over.
 * @throws AadstsError 65004 declined, 65001 when `prompt=none` forbids asking, 650053 a scope that does not exist
 */
export function settleConsent(
  platform: Platform,
  exchange: Exchange,
  asked: InteractiveRequest,
  { signedIn, tenancy, servicePrincipal }: Consenting,
): boolean {
  const { registration, parameters } = asked
  const { user } = signedIn
  const values = { app: registration.appId, appName: registration.displayName }
  const wanted = askedScopes(registration, asked.scopes)
  const missing = missingScopes(wanted, servicePrincipal, user)
  checkNames(platform, tenancy, missing, values)
  const mustAsk = missing.length > 0 || servicePrincipal === undefined || asked.prompts.has('consent')
  if (!mustAsk) return true
  if (asked.prompts.has('none')) throw new AadstsError(65001, { values })

  const otherAccount = sameRequest(parameters, exchange, { prompt: 'select_account' })
  const names = [...new Set(wanted.flatMap(({ scopes }) => scopes))]
  const page = { action: asked.laterAction, otherAccount, registration, user, organisation: tenancy.displayName }
  if (!mayConsentForSelf(user, missing)) {
    const sentence = new AadstsError(90094, { values }).message
    recordInteractive(platform, user, registration.appId, 90094)
    needApprovalPage(exchange, { ...page, permissions: names, sentence })
    return false
  }
  if (exchange.form.get('step') !== 'consent') {
    consentPage(exchange, { ...page, roles: [], scopes: names, isForOrganisation: false })
    return false
  }
  if (exchange.form.get('decision') !== 'accept') throw new AadstsError(65004)
  for (const { resourceAppId, scopes } of missing.length > 0 ? missing : wanted) {
    platform.world.grantUserConsent(user.tenantId, registration.appId, user.objectId, resourceAppId, scopes)
  }
  return true
}

export interface Consenting {
  signedIn: SignedIn
  tenancy: TenancyRef
  servicePrincipal: IdentityServicePrincipal | undefined
}

/** @throws AadstsError 650053 when a resource has no permission of that name */
export function checkNames(
  { world }: Platform,
  { tenantId }: TenancyRef,
  wanted: readonly DelegatedScopes[],
  values: Record<string, string>,
): void {
  for (const { resourceAppId, scopes } of wanted) {
    const unknown = scopes.find(
      (scope) => !OIDC_SCOPES.includes(scope) && !world.knowsScope(tenantId, resourceAppId, scope),
    )
    if (unknown !== undefined) {
      throw new AadstsError(650053, { values: { ...values, scope: unknown, resource: resourceAppId } })
    }
  }
}
