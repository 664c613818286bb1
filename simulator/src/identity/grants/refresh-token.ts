import { AadstsError, aadstsTimestamp } from '../aadsts.ts'
import { authenticateClient } from '../client-authentication.ts'
import type { Exchange } from '../exchange.ts'
import { obeyFaults } from '../fault.ts'
import type { Platform } from '../platform.ts'
import { firstResourceOf, GRAPH_APP_ID, readScopes, withSignIn } from '../scopes.ts'
import type { TenantSegment } from '../tenant-segment.ts'
import { REFRESH_INACTIVITY_MS } from '../tokens/refresh-token.ts'
import { refuseBrowsers } from './authorization-code.ts'
import { delegatedAnswer, personOfGrant } from './delegated-tokens.ts'

/**
 * Exchanges a refresh token for new tokens; the old one stays valid (refresh-tokens).
 * @throws AadstsError 70000 not ours or another application's, 700082 unused for 90 days, 50173 revoked …
 */
export async function redeemRefreshToken(
  platform: Platform,
  exchange: Exchange,
  segment: TenantSegment,
): Promise<Record<string, unknown>> {
  const { form } = exchange
  const { world } = platform
  refuseBrowsers(exchange)
  const client = await authenticateClient(platform, exchange, segment)
  const { appId } = client.registration
  const token = form.get('refresh_token')
  if (!token) throw new AadstsError(900144, { values: { parameter: 'refresh_token' } })
  const grant = platform.refreshTokens.open(token)
  if (grant === undefined || grant.appId !== appId) throw new AadstsError(70000)
  if (world.now() - grant.issuedAt > REFRESH_INACTIVITY_MS) {
    throw new AadstsError(700082, { values: { issued: aadstsTimestamp(grant.issuedAt) } })
  }
  const { user, tenancy } = personOfGrant(platform, grant, segment)
  const scope = form.get('scope')?.trim()
  const signIn = readScopes(grant.scope, exchange.origin)
  const scopes = scope ? withSignIn(readScopes(scope, exchange.origin), signIn) : firstResourceOf(signIn)
  const resourceAppId = scopes.resources[0]?.appId ?? GRAPH_APP_ID
  const record = (errorCode: number): void =>
    world.recordSignIn({
      tenantId: tenancy.tenantId,
      userObjectId: user.objectId,
      appId,
      resourceAppId,
      interactive: false,
      errorCode,
    })
  try {
    await obeyFaults(platform, { endpoint: 'token', tenantId: tenancy.tenantId, appId, grantType: 'refresh_token' })
    const answer = delegatedAnswer(platform, exchange, {
      ...grant,
      client,
      user,
      tenancy,
      scopes: { ...scopes, text: grant.scope },
      nonce: undefined,
      wantsAuthTime: false,
    })
    record(0)
    return answer
  } catch (error) {
    if (error instanceof AadstsError) record(error.code)
    throw error
  }
}
