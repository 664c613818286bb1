import type { TenancyRef } from '../../identity-port.ts'
import { AadstsError } from '../aadsts.ts'
import { answerApplication, answerApplicationError, returnedError } from '../authorize-answer.ts'
import {
  type AuthorizeRequest,
  askedParameters,
  type ReturnAddress,
  readAuthorizeRequest,
  readReturnAddress,
} from '../authorize-request.ts'
import { askedScopes, type DelegatedScopes, mayConsentForSelf, missingScopes } from '../delegated-consent.ts'
import type { Exchange } from '../exchange.ts'
import { obeyFaults } from '../fault.ts'
import { knownResource } from '../grants/delegated-tokens.ts'
import { consentPage, needApprovalPage } from '../pages/consent-page.ts'
import { errorPage } from '../pages/error-page.ts'
import { sameRequest } from '../pages/page.ts'
import type { Platform } from '../platform.ts'
import { GRAPH_APP_ID } from '../scopes.ts'
import { recordInteractive, type SignedIn, signIn } from '../sign-in.ts'
import { fixedTenancy } from '../tenant-segment.ts'
import { clientInfo } from '../tokens/id-token.ts'

/** `GET` or `POST /{tenant}/oauth2/v2.0/authorize`, and the forms of its own pages (v2-oauth2-auth-code-flow). */
export async function authorize(platform: Platform, exchange: Exchange): Promise<void> {
  const parameters = askedParameters(exchange)
  let address: ReturnAddress
  try {
    address = readReturnAddress(platform, exchange, parameters)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    return errorPage(exchange, error)
  }
  let prompts: ReadonlySet<string> = new Set()
  try {
    const asked = readAuthorizeRequest(parameters, exchange.origin)
    prompts = asked.prompts
    await answer(platform, exchange, parameters, address, asked)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    const isForApplication = error.row.redirects === true || error.code === 900144 || prompts.has('none')
    if (isForApplication) return answerApplicationError(exchange, address, error)
    const otherAccount = sameRequest(parameters, exchange, { prompt: 'select_account' })
    errorPage(exchange, error, { otherAccount, action: sameRequest(parameters, exchange) })
  }
}

async function answer(
  platform: Platform,
  exchange: Exchange,
  parameters: URLSearchParams,
  address: ReturnAddress,
  asked: AuthorizeRequest,
): Promise<void> {
  const { registration, segment } = address
  const { appId, displayName } = registration
  if (exchange.form.get('step') === 'return') {
    return answerApplicationError(exchange, address, returnedError(exchange, displayName))
  }
  const action = sameRequest(parameters, exchange)
  const signedIn = signIn(platform, exchange, { ...asked, registration, tenancy: fixedTenancy(segment), action })
  if (signedIn === undefined) return
  const { user } = signedIn
  const tenancy = platform.world.findTenancy(user.tenantId)
  if (tenancy === undefined) throw new AadstsError(90002, { values: { tenant: user.tenantId } })
  try {
    await obeyFaults(platform, { endpoint: 'authorize', tenantId: user.tenantId, appId })
    for (const resource of asked.scopes.resources) knownResource(platform, tenancy, resource)
    const servicePrincipal = platform.world.findServicePrincipal(user.tenantId, appId)
    if (servicePrincipal?.accountEnabled === false)
      throw new AadstsError(7000112, { values: { app: appId, appName: displayName } })
    if (!settleConsent(platform, exchange, parameters, { address, asked, signedIn, tenancy })) return
  } catch (error) {
    if (error instanceof AadstsError) recordInteractive(platform, user, appId, error.code)
    throw error
  }
  const resourceAppId = asked.scopes.resources[0]?.appId ?? GRAPH_APP_ID
  recordInteractive(platform, user, appId, 0, resourceAppId)
  signedIn.session.appIds.add(appId)
  const code = platform.codes.issue({
    tenantId: user.tenantId,
    userObjectId: user.objectId,
    appId,
    redirectUri: address.redirectUri,
    scope: asked.scopes.text,
    nonce: asked.nonce,
    challenge: asked.challenge,
    sessionId: signedIn.session.id,
    authenticatedAt: signedIn.authenticatedAt,
    wantsAuthTime: asked.maxAge !== undefined,
    issuedAt: platform.world.now(),
  })
  answerApplication(exchange, address, {
    code,
    client_info: asked.wantsClientInfo ? clientInfo(user) : undefined,
    session_state: signedIn.session.id,
  })
}

interface Consenting {
  address: ReturnAddress
  asked: AuthorizeRequest
  signedIn: SignedIn
  tenancy: TenancyRef
}

/**
 * Sees to it that what is asked is allowed. False when a page took over.
 * @throws AadstsError 65004 declined, 65001 when `prompt=none` forbids asking
 */
function settleConsent(
  platform: Platform,
  exchange: Exchange,
  parameters: URLSearchParams,
  consenting: Consenting,
): boolean {
  const { asked, signedIn, tenancy } = consenting
  const { registration } = consenting.address
  const { user } = signedIn
  const values = { app: registration.appId, appName: registration.displayName }
  const servicePrincipal = platform.world.findServicePrincipal(user.tenantId, registration.appId)
  const wanted = askedScopes(registration, asked.scopes)
  const missing = missingScopes(wanted, servicePrincipal, user)
  const mustAsk = missing.length > 0 || servicePrincipal === undefined || asked.prompts.has('consent')
  if (!mustAsk) return true
  if (asked.prompts.has('none')) throw new AadstsError(65001, { values })

  const action = sameRequest(parameters, exchange, { prompt: withoutReauthentication(asked) })
  const otherAccount = sameRequest(parameters, exchange, { prompt: 'select_account' })
  const names = [...new Set(wanted.flatMap(({ scopes }) => scopes))]
  const page = { action, otherAccount, registration, user, organisation: tenancy.displayName }
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
  grant(platform, consenting, missing.length > 0 ? missing : wanted)
  return true
}

function grant(platform: Platform, { address, signedIn }: Consenting, scopes: readonly DelegatedScopes[]): void {
  const { tenantId, objectId } = signedIn.user
  for (const { resourceAppId, scopes: names } of scopes) {
    platform.world.grantUserConsent(tenantId, address.registration.appId, objectId, resourceAppId, names)
  }
}

/** The consent page comes after the sign-in that `prompt=login` demanded: it must not demand it again. */
function withoutReauthentication(asked: AuthorizeRequest): string | undefined {
  return asked.prompts.has('consent') ? 'consent' : undefined
}
