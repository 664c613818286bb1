import { AadstsError } from '../aadsts.ts'
import { tokenScopes } from '../asked-scopes.ts'
import { authenticateClient } from '../client-authentication.ts'
import { POLLING_INTERVAL_S } from '../device-codes.ts'
import type { Exchange } from '../exchange.ts'
import { obeyFaults } from '../fault.ts'
import type { Platform } from '../platform.ts'
import type { TenantSegment } from '../tenant-segment.ts'
import { delegatedAnswer, personOfGrant } from './delegated-tokens.ts'

/** Timers of a client that keeps to the interval may be that early. */
const TIMER_SLACK_MS = 500

/**
 * Answers a device that asks whether its person has signed in (v2-oauth2-device-code; RFC 8628 section 3.5).
 * @throws AadstsError 70018 unknown code, 70016 pending or asked too soon, 65004 declined, 70019 expired
 */
export async function redeemDeviceCode(
  platform: Platform,
  exchange: Exchange,
  segment: TenantSegment,
): Promise<Record<string, unknown>> {
  const { form } = exchange
  const { world } = platform
  const client = await authenticateClient(platform, exchange, segment)
  const { appId } = client.registration
  // Version 1.0 calls it `code`.
  const deviceCode = form.get('device_code') ?? form.get('code')
  if (!deviceCode) throw new AadstsError(900144, { values: { parameter: 'device_code' } })
  const request = platform.deviceCodes.byDeviceCode(deviceCode)
  if (request === undefined || request.appId !== appId) throw new AadstsError(70018)
  if (request.answer === 'declined') throw new AadstsError(65004, { error: 'authorization_declined' })
  if (world.now() >= request.expiresAt) throw new AadstsError(70019)
  if (request.answer === 'pending') {
    const now = platform.callersNow()
    const isTooSoon = now - request.polledAt < POLLING_INTERVAL_S * 1000 - TIMER_SLACK_MS
    request.polledAt = now
    throw new AadstsError(70016, isTooSoon ? { error: 'slow_down' } : {})
  }
  const { answer } = request
  const { user, tenancy } = personOfGrant(platform, { ...answer, issuedAt: answer.authenticatedAt }, segment)
  const grantType = 'urn:ietf:params:oauth:grant-type:device_code'
  const match = { endpoint: 'token', tenantId: tenancy.tenantId, appId, grantType, user } as const
  await obeyFaults(platform, match, answer.satisfied)
  const scopes = tokenScopes(exchange, request.scope)
  const tokens = delegatedAnswer(platform, exchange, {
    ...answer,
    client,
    user,
    tenancy,
    scopes,
    claims: undefined,
    nonce: undefined,
    wantsAuthTime: false,
    issuedTo: undefined,
  })
  platform.deviceCodes.forget(deviceCode)
  return tokens
}
