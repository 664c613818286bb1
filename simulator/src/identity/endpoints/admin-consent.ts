import type { IdentityUser, TenancyRef } from '../../identity-port.ts'
import { AadstsError } from '../aadsts.ts'
import { type ConsentRequest, everythingRegistered, readConsentScope } from '../admin-consent-access.ts'
import { type AdminConsentAddress, answerAdminConsent, answerAdminConsentError } from '../admin-consent-answer.ts'
import { settleApproval } from '../approval.ts'
import { returnedError } from '../authorize-answer.ts'
import { mayConsentForOrganisation } from '../delegated-consent.ts'
import type { Exchange } from '../exchange.ts'
import { checkNames } from '../interactive-consent.ts'
import { consentPage, needApprovalPage } from '../pages/consent-page.ts'
import { errorPage } from '../pages/error-page.ts'
import { sameRequest } from '../pages/page.ts'
import type { Platform } from '../platform.ts'
import { registeredRedirectUri } from '../redirect-uri.ts'
import { isFirstParty } from '../resources.ts'
import { signIn } from '../sign-in.ts'
import { recordInteractive } from '../sign-in-log.ts'
import { fixedTenancy, readTenantSegment, registrationFor, type TenantSegment } from '../tenant-segment.ts'

/** A request for admin consent that is well formed. */
interface AskedConsent {
  address: AdminConsentAddress
  segment: TenantSegment
  wanted: ConsentRequest
}

/** `GET /{tenant}/v2.0/adminconsent` and the forms of its pages (v2-admin-consent). */
export function adminConsent(platform: Platform, exchange: Exchange): Promise<void> {
  return consentOf(platform, exchange, 2)
}

/** `GET /{tenant}/adminconsent`, the older form: no scope, everything registered. */
export function olderAdminConsent(platform: Platform, exchange: Exchange): Promise<void> {
  return consentOf(platform, exchange, 1)
}

async function consentOf(platform: Platform, exchange: Exchange, version: 1 | 2): Promise<void> {
  let asked: AskedConsent
  try {
    asked = readRequest(platform, exchange, version)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    return errorPage(exchange, error)
  }
  try {
    await settle(platform, exchange, asked)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    if (error.row.redirects === true) return answerAdminConsentError(exchange, asked.address, error)
    const otherAccount = sameRequest(exchange.query, exchange, { prompt: 'select_account' })
    errorPage(exchange, error, { otherAccount, action: sameRequest(exchange.query, exchange) })
  }
}

async function settle(
  platform: Platform,
  exchange: Exchange,
  { address, segment, wanted }: AskedConsent,
): Promise<void> {
  const { registration } = address
  const { query, form } = exchange
  const { appId, displayName } = registration
  if (form.get('step') === 'return') {
    return answerAdminConsentError(exchange, address, returnedError(exchange, displayName))
  }
  const action = sameRequest(query, exchange, { prompt: undefined })
  const signedIn = signIn(platform, exchange, {
    registration,
    tenancy: fixedTenancy(segment),
    prompts: new Set((query.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== 'none')),
    loginHint: query.get('login_hint') ?? undefined,
    domainHint: query.get('domain_hint') ?? undefined,
    maxAge: undefined,
    action,
  })
  if (signedIn === undefined) return
  const { user } = signedIn
  const tenancy = platform.world.findTenancy(user.tenantId)
  if (tenancy === undefined) throw new AadstsError(90002, { values: { tenant: user.tenantId } })
  try {
    const approving = { endpoint: 'adminconsent', registration, signedIn, claims: {}, isSilent: false, action } as const
    if (!(await settleApproval(platform, exchange, approving))) return
    if (!isAllowed(platform, exchange, { address, wanted, user, tenancy, action })) return
  } catch (error) {
    if (error instanceof AadstsError) recordInteractive(platform, user, appId, error.code)
    throw error
  }
  checkResources(platform, wanted, tenancy)
  checkNames(platform, tenancy, wanted.access, { app: appId, appName: displayName })
  platform.world.grantAdminConsent(user.tenantId, appId, user.objectId, wanted.isNamed ? wanted.access : undefined)
  recordInteractive(platform, user, appId, 0)
  answerAdminConsent(exchange, address, wanted.access, user.tenantId)
}

/** @throws AadstsError 650052 when the tenancy lacks a resource that is asked for */
function checkResources({ world }: Platform, { access }: ConsentRequest, { tenantId, displayName }: TenancyRef): void {
  for (const { resourceAppId } of access) {
    const isThere = isFirstParty(resourceAppId) || world.findServicePrincipal(tenantId, resourceAppId) !== undefined
    if (!isThere) throw new AadstsError(650052, { values: { resource: resourceAppId, tenant: displayName } })
  }
}

/** Whether an administrator pressed Accept. False when a page took over. @throws AadstsError 65004 declined */
function isAllowed(
  platform: Platform,
  exchange: Exchange,
  asked: {
    address: AdminConsentAddress
    wanted: ConsentRequest
    user: IdentityUser
    tenancy: TenancyRef
    action: string
  },
): boolean {
  const { user, action } = asked
  const { registration } = asked.address
  const { access } = asked.wanted
  const roles = access.flatMap((resource) => resource.roles)
  const scopes = access.flatMap((resource) => resource.scopes)
  const otherAccount = sameRequest(exchange.query, exchange, { prompt: 'select_account' })
  const page = { registration, user, action, organisation: asked.tenancy.displayName, otherAccount }
  if (!mayConsentForOrganisation(user, access)) {
    const sentence = new AadstsError(90094, { values: { appName: registration.displayName } }).message
    recordInteractive(platform, user, registration.appId, 90094)
    needApprovalPage(exchange, { ...page, permissions: [...roles, ...scopes], sentence })
    return false
  }
  if (exchange.form.get('step') !== 'consent') {
    consentPage(exchange, { ...page, roles, scopes, isForOrganisation: true })
    return false
  }
  if (exchange.form.get('decision') !== 'accept') throw new AadstsError(65004)
  return true
}

/**
 * Who asks, for what, and where the answer goes.
 * @throws AadstsError 90002, 50059, 900144, 700016, 50194, 50011, 500113, 900971, 70011, 650056, 650057; shown on a page
 */
function readRequest(platform: Platform, exchange: Exchange, version: 1 | 2): AskedConsent {
  const { query } = exchange
  const segment = readTenantSegment(platform.world, exchange.segment)
  if (version === 2 && segment.kind === 'common') throw new AadstsError(50059)
  const clientId = query.get('client_id')
  if (!clientId) throw new AadstsError(900144, { values: { parameter: 'client_id' } })
  const registration = registrationFor(platform.world, clientId, segment)
  const { uri } = registeredRedirectUri(registration, query.get('redirect_uri'))
  const scope = query.get('scope')?.trim()
  if (version === 2 && !scope) throw new AadstsError(900144, { values: { parameter: 'scope' } })
  const isNamed = version === 2 && scope !== undefined
  const wanted = isNamed ? readConsentScope(registration, scope, exchange.origin) : everythingRegistered(registration)
  return { address: { registration, redirectUri: uri, state: query.get('state'), version }, segment, wanted }
}
