import { AadstsError } from '../aadsts.ts'
import type { DeviceRequest } from '../device-codes.ts'
import type { Exchange } from '../exchange.ts'
import { settleInteraction } from '../interactive.ts'
import { deviceCodePage, deviceConfirmPage, deviceDonePage } from '../pages/device-page.ts'
import { errorPage } from '../pages/error-page.ts'
import type { Platform } from '../platform.ts'
import { readScopes } from '../scopes.ts'
import { fixedTenancy, readTenantSegment, registrationFor } from '../tenant-segment.ts'

/**
 * `GET /common/oauth2/deviceauth`, where a person types the code that their device shows, signs in and confirms; the
 * forms of its pages come back to it with the code in the query (v2-oauth2-device-code).
 */
export async function devicePage(platform: Platform, exchange: Exchange): Promise<void> {
  const { query, form, url } = exchange
  const typed = form.get('user_code') ?? query.get('user_code')
  if (typed === null) return deviceCodePage(exchange, { action: url.pathname, alert: undefined })
  const request = platform.deviceCodes.byUserCode(typed)
  if (request === undefined || request.answer !== 'pending' || platform.world.now() >= request.expiresAt) {
    const alert = "That code didn't work. Check the code and try again."
    return deviceCodePage(exchange, { action: url.pathname, alert })
  }
  try {
    await connect(platform, exchange, request)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    if (error.code === 65004) {
      request.answer = 'declined'
      return deviceDonePage(exchange, 'You have declined to sign in on your device. You may now close this window.')
    }
    errorPage(exchange, error, { otherAccount: `${url.pathname}?user_code=${request.userCode}&prompt=select_account` })
  }
}

async function connect(platform: Platform, exchange: Exchange, request: DeviceRequest): Promise<void> {
  const { form, query, url, origin } = exchange
  const segment = readTenantSegment(platform.world, request.segment)
  const registration = registrationFor(platform.world, request.appId, segment)
  const parameters = new URLSearchParams({ user_code: request.userCode })
  const action = `${url.pathname}?${parameters}`
  const signedIn = await settleInteraction(platform, exchange, {
    registration,
    tenancy: fixedTenancy(segment),
    scopes: readScopes(request.scope, origin),
    prompts: new Set(query.get('prompt') === 'select_account' ? ['select_account'] : []),
    loginHint: undefined,
    domainHint: undefined,
    maxAge: undefined,
    claims: {},
    parameters,
    action,
    laterAction: action,
  })
  if (signedIn === undefined) return
  const { user, session, account } = signedIn
  if (form.get('step') !== 'device-confirm') {
    return deviceConfirmPage(exchange, { action, user, appName: registration.displayName })
  }
  if (form.get('decision') !== 'continue') throw new AadstsError(65004)
  const { tenantId, objectId } = user
  const { authenticatedAt, satisfied } = account
  request.answer = { tenantId, userObjectId: objectId, sessionId: session.id, authenticatedAt, satisfied }
  deviceDonePage(
    exchange,
    `You have signed in to the ${registration.displayName} application on your device. You may now close this window.`,
  )
}
