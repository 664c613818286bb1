import { AadstsError } from '../aadsts.ts'
import { answerJson, type Exchange } from '../exchange.ts'
import { redeemAuthorizationCode } from '../grants/authorization-code.ts'
import { grantClientCredentials } from '../grants/client-credentials.ts'
import { redeemDeviceCode } from '../grants/device-code.ts'
import { grantOnBehalfOf } from '../grants/on-behalf-of.ts'
import { grantPassword } from '../grants/password.ts'
import { redeemRefreshToken } from '../grants/refresh-token.ts'
import type { Platform } from '../platform.ts'
import { readTenantSegment, type TenantSegment } from '../tenant-segment.ts'
import { answerTokenError, crossOrigin } from '../token-error.ts'
import { versionOneAnswer } from '../version-one-answer.ts'

type Grant = (platform: Platform, exchange: Exchange, segment: TenantSegment) => Promise<Record<string, unknown>>

const GRANTS: Readonly<Record<string, Grant>> = {
  authorization_code: redeemAuthorizationCode,
  refresh_token: redeemRefreshToken,
  client_credentials: grantClientCredentials,
  password: grantPassword,
  'urn:ietf:params:oauth:grant-type:device_code': redeemDeviceCode,
  // So version 1.0 calls it, and MSAL for JavaScript at version 2.0 too.
  device_code: redeemDeviceCode,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': grantOnBehalfOf,
}

/**
 * `POST /{tenant}/oauth2/v2.0/token`, and `/{tenant}/oauth2/token` with a `resource` in place of a scope. Unknown fields
 * and a query string are ignored.
 */
export async function token(platform: Platform, exchange: Exchange): Promise<void> {
  try {
    if (exchange.method !== 'POST') {
      throw new AadstsError(900561, { values: { allowed: 'POST, OPTIONS', method: exchange.method } })
    }
    const grantType = exchange.form.get('grant_type')
    if (!grantType) throw new AadstsError(900144, { values: { parameter: 'grant_type' } })
    const grant = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined
    if (grant === undefined) throw new AadstsError(70003, { values: { grantType } })
    const answer = await grant(platform, exchange, segmentOf(platform, exchange))
    answerJson(exchange, 200, exchange.version === 1 ? versionOneAnswer(answer) : answer, crossOrigin(exchange))
  } catch (error) {
    answerTokenError(exchange, error)
  }
}

/** The tenancy of the Bot Framework, in which bots of any tenancy ask for their tokens (bot-builder authentication). */
const BOT_FRAMEWORK = new Set(['botframework.com', 'd6d49420-f39b-4df7-a1dc-d59a935871db'])

/** The segment of the path; a bot in the Bot Framework's tenancy is taken for one in the tenancy where it is registered. */
function segmentOf({ world }: Platform, exchange: Exchange): TenantSegment {
  const registration = BOT_FRAMEWORK.has(exchange.segment)
    ? world.findRegistration((exchange.form.get('client_id') ?? '').toLowerCase())
    : undefined
  return readTenantSegment(world, registration?.homeTenantId ?? exchange.segment)
}
