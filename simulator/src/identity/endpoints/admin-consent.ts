import type { IdentityUser, Registration, TenancyRef } from '../../identity-port.ts'
import { AadstsError } from '../aadsts.ts'
import { type AdminConsentAddress, answerAdminConsent, answerAdminConsentError } from '../admin-consent-answer.ts'
import { returnedError } from '../authorize-answer.ts'
import { mayConsentForOrganisation } from '../delegated-consent.ts'
import type { Exchange } from '../exchange.ts'
import { obeyFaults } from '../fault.ts'
import { consentPage, needApprovalPage } from '../pages/consent-page.ts'
import { errorPage } from '../pages/error-page.ts'
import { sameRequest } from '../pages/page.ts'
import type { Platform } from '../platform.ts'
import { registeredRedirectUri } from '../redirect-uri.ts'
import { GRAPH_APP_ID, isDefault, readScopes } from '../scopes.ts'
import { recordInteractive, signIn } from '../sign-in.ts'
import { fixedTenancy, readTenantSegment, registrationFor, type TenantSegment } from '../tenant-segment.ts'

/** `GET /{tenant}/v2.0/adminconsent` and the forms of its pages (v2-admin-consent). */
export function adminConsent(platform: Platform, exchange: Exchange): Promise<void> {
  return consentOf(platform, exchange, 2)
}

/** `GET /{tenant}/adminconsent`, the older form: no scope, everything registered. */
export function olderAdminConsent(platform: Platform, exchange: Exchange): Promise<void> {
  return consentOf(platform, exchange, 1)
}

async function consentOf(platform: Platform, exchange: Exchange, version: 1 | 2): Promise<void> {
  let address: AdminConsentAddress & { segment: TenantSegment }
  try {
    address = readAddress(platform, exchange, version)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    return errorPage(exchange, error)
  }
  try {
    await settle(platform, exchange, address)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    if (error.row.redirects === true) return answerAdminConsentError(exchange, address, error)
    const otherAccount = sameRequest(exchange.query, exchange, { prompt: 'select_account' })
    errorPage(exchange, error, { otherAccount, action: sameRequest(exchange.query, exchange) })
  }
}

async function settle(
  platform: Platform,
  exchange: Exchange,
  address: AdminConsentAddress & { segment: TenantSegment },
): Promise<void> {
  const { registration, segment } = address
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
    maxAge: undefined,
    action,
  })
  if (signedIn === undefined) return
  const { user } = signedIn
  const tenancy = platform.world.findTenancy(user.tenantId)
  if (tenancy === undefined) throw new AadstsError(90002, { values: { tenant: user.tenantId } })
  try {
    await obeyFaults(platform, { endpoint: 'adminconsent', tenantId: user.tenantId, appId })
    if (!isAllowed(platform, exchange, { registration, user, tenancy, action })) return
  } catch (error) {
    if (error instanceof AadstsError) recordInteractive(platform, user, appId, error.code)
    throw error
  }
  checkResources(platform, registration, tenancy)
  platform.world.grantAdminConsent(user.tenantId, appId, user.objectId)
  recordInteractive(platform, user, appId, 0)
  answerAdminConsent(exchange, address, user.tenantId)
}

/** @throws AadstsError 650052 when the tenancy lacks a resource that the registration asks for */
function checkResources(platform: Platform, registration: Registration, tenancy: TenancyRef): void {
  for (const { resourceAppId } of registration.requiredResourceAccess) {
    const isThere =
      resourceAppId === GRAPH_APP_ID ||
      platform.world.findServicePrincipal(tenancy.tenantId, resourceAppId) !== undefined
    if (!isThere) throw new AadstsError(650052, { values: { resource: resourceAppId, tenant: tenancy.displayName } })
  }
}

/** Whether an administrator pressed Accept. False when a page took over. @throws AadstsError 65004 declined */
function isAllowed(
  platform: Platform,
  exchange: Exchange,
  asked: { registration: Registration; user: IdentityUser; tenancy: TenancyRef; action: string },
): boolean {
  const { registration, user } = asked
  const access = registration.requiredResourceAccess
  const roles = access.flatMap((resource) => resource.roles)
  const scopes = access.flatMap((resource) => resource.scopes)
  const otherAccount = sameRequest(exchange.query, exchange, { prompt: 'select_account' })
  const page = { ...asked, organisation: asked.tenancy.displayName, otherAccount }
  if (!mayConsentForOrganisation(user, registration)) {
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
 * @throws AadstsError 90002, 50059, 900144, 700016, 50194, 50011, 500113, 70011, 650057; shown on a page
 */
function readAddress(
  platform: Platform,
  exchange: Exchange,
  version: 1 | 2,
): AdminConsentAddress & { segment: TenantSegment } {
  const { query } = exchange
  const segment = readTenantSegment(platform.world, exchange.segment)
  if (version === 2 && segment.kind === 'common') throw new AadstsError(50059)
  const clientId = query.get('client_id')
  if (!clientId) throw new AadstsError(900144, { values: { parameter: 'client_id' } })
  const registration = registrationFor(platform.world, clientId, segment)
  const redirectUri = registeredRedirectUri(registration, query.get('redirect_uri'))
  const scope = query.get('scope')
  if (version === 2 && !scope?.trim()) throw new AadstsError(900144, { values: { parameter: 'scope' } })
  if (version === 2) checkScope(registration, scope ?? '', exchange.origin)
  return { registration, segment, redirectUri, state: query.get('state'), version }
}

/**
 * The simulator grants everything registered, so it takes `.default`, or names that come to the same: every
 * registered delegated scope of an application without application permissions.
 */
function checkScope(registration: Registration, text: string, origin: string): void {
  const asked = readScopes(text, origin)
  const access = registration.requiredResourceAccess
  for (const resource of asked.resources) {
    const registered = access.find(({ resourceAppId }) => resourceAppId === resource.appId)
    if (registered === undefined && resource.appId !== GRAPH_APP_ID) {
      throw new AadstsError(650057, { values: { app: registration.appId, appName: registration.displayName } })
    }
  }
  if (asked.resources.some(isDefault)) return
  const named = new Set([...asked.oidc, ...asked.resources.flatMap(({ names }) => names)])
  const isEverything =
    access.every(({ roles, scopes }) => roles.length === 0 && scopes.every((scope) => named.has(scope))) &&
    [...named].every((name) => asked.oidc.includes(name) || access.some(({ scopes }) => scopes.includes(name)))
  if (!isEverything) {
    throw new AadstsError(70011, {
      message: `The scope ${text} is not valid here: the simulator's admin consent grants what is registered. Ask for https://graph.microsoft.com/.default.`,
    })
  }
}
