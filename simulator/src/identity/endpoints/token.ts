import { AadstsError, errorBody } from '../aadsts.ts'
import { answerJson, type Exchange } from '../exchange.ts'
import { redeemAuthorizationCode } from '../grants/authorization-code.ts'
import { grantClientCredentials } from '../grants/client-credentials.ts'
import { redeemRefreshToken } from '../grants/refresh-token.ts'
import type { Platform } from '../platform.ts'
import { readTenantSegment, type TenantSegment } from '../tenant-segment.ts'

type Grant = (platform: Platform, exchange: Exchange, segment: TenantSegment) => Promise<Record<string, unknown>>

const GRANTS: Readonly<Record<string, Grant>> = {
  authorization_code: redeemAuthorizationCode,
  refresh_token: redeemRefreshToken,
  client_credentials: grantClientCredentials,
}

/** `POST /{tenant}/oauth2/v2.0/token`. Unknown fields and a query string are ignored. */
export async function token(platform: Platform, exchange: Exchange): Promise<void> {
  try {
    if (exchange.method !== 'POST') {
      throw new AadstsError(900561, { values: { allowed: 'POST, OPTIONS', method: exchange.method } })
    }
    const grantType = exchange.form.get('grant_type')
    if (!grantType) throw new AadstsError(900144, { values: { parameter: 'grant_type' } })
    const grant = GRANTS[grantType]
    if (grant === undefined) throw new AadstsError(70003, { values: { grantType } })
    answerJson(exchange, 200, await grant(platform, exchange, readTenantSegment(platform.world, exchange.segment)))
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    const retryAfter: Record<string, string> =
      error.row.status === 429 || error.row.status === 503 ? { 'retry-after': '5' } : {}
    answerJson(exchange, error.row.status, errorBody(error, exchange.trace), retryAfter)
  }
}
