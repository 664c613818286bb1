import { AadstsError } from '../aadsts.ts'
import { signInScope } from '../asked-scopes.ts'
import { publicClient } from '../client-authentication.ts'
import { DEVICE_CODE_LIFETIME_S, POLLING_INTERVAL_S } from '../device-codes.ts'
import { answerJson, type Exchange } from '../exchange.ts'
import type { Platform } from '../platform.ts'
import { readScopes } from '../scopes.ts'
import { readTenantSegment } from '../tenant-segment.ts'
import { answerTokenError } from '../token-error.ts'

/**
 * `POST /{tenant}/oauth2/v2.0/devicecode`, and version 1.0 without `v2.0`: a code for the device and one for its person
 * (v2-oauth2-device-code).
 */
export function deviceCode(platform: Platform, exchange: Exchange): void {
  try {
    const { form, origin, version } = exchange
    if (exchange.method !== 'POST') {
      throw new AadstsError(900561, { values: { allowed: 'POST, OPTIONS', method: exchange.method } })
    }
    const segment = readTenantSegment(platform.world, exchange.segment)
    const { appId } = publicClient(platform, exchange, segment)
    const scope = signInScope(exchange, form)
    if (scope === undefined) throw new AadstsError(900144, { values: { parameter: 'scope' } })
    readScopes(scope, origin)
    const codes = platform.deviceCodes.issue({ appId, segment: exchange.segment, scope }, platform.world.now())
    const page = `${origin}/common/oauth2/deviceauth`
    const times = { expires_in: DEVICE_CODE_LIFETIME_S, interval: POLLING_INTERVAL_S }
    answerJson(exchange, 200, {
      user_code: codes.userCode,
      device_code: codes.deviceCode,
      ...(version === 2
        ? { verification_uri: page, ...times }
        : { verification_url: page, expires_in: String(times.expires_in), interval: String(times.interval) }),
      message: `To sign in, use a web browser to open the page ${page} and enter the code ${codes.userCode} to authenticate.`,
    })
  } catch (error) {
    answerTokenError(exchange, error)
  }
}
