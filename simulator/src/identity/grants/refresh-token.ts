import { AadstsError, aadstsTimestamp } from '../aadsts.ts'
import { tokenScopes } from '../asked-scopes.ts'
import { authenticateClient, checkOrigin } from '../client-authentication.ts'
import type { Exchange } from '../exchange.ts'
import { obeyFaults } from '../fault.ts'
import type { Platform } from '../platform.ts'
import { recordingAttempt } from '../sign-in-log.ts'
import type { TenantSegment } from '../tenant-segment.ts'
import { REFRESH_INACTIVITY_MS, type RefreshGrant, SPA_LIFETIME_MS } from '../tokens/refresh-token.ts'
import { delegatedAnswer, personOfGrant } from './delegated-tokens.ts'

/**
 * Exchanges a refresh token for new tokens; the old one stays valid (refresh-tokens).
 * @throws AadstsError 70000 not ours or another application's, 700082 unused for 90 days, 700084 a browser's after a
 *   day, 50173 revoked …
 */
export async function redeemRefreshToken(
  platform: Platform,
  exchange: Exchange,
  segment: TenantSegment,
): Promise<Record<string, unknown>> {
  const token = exchange.form.get('refresh_token')
  const grant = platform.refreshTokens.open(token ?? '')
  checkOrigin(exchange, grant?.issuedTo)
  const client = await authenticateClient(platform, exchange, segment, grant?.issuedTo)
  const { appId } = client.registration
  if (!token) throw new AadstsError(900144, { values: { parameter: 'refresh_token' } })
  if (grant === undefined || grant.appId !== appId) throw new AadstsError(70000)
  checkAge(grant, platform.world.now())
  const { user, tenancy } = personOfGrant(platform, grant, segment)
  const { tenantId } = tenancy
  const scopes = tokenScopes(exchange, grant.scope)
  return recordingAttempt(platform, user, { appId, resourceAppId: scopes.resources[0]?.appId }, async () => {
    const match = { endpoint: 'token', tenantId, appId, grantType: 'refresh_token', user } as const
    await obeyFaults(platform, match, grant.satisfied)
    return delegatedAnswer(platform, exchange, {
      ...grant,
      client,
      user,
      tenancy,
      scopes: { ...scopes, text: grant.scope },
      claims: undefined,
      nonce: undefined,
      wantsAuthTime: false,
    })
  })
}

function checkAge({ issuedTo, issuedAt, authenticatedAt }: RefreshGrant, now: number): void {
  const values = { issued: aadstsTimestamp(issuedAt) }
  if (issuedTo === 'spa' && now - authenticatedAt > SPA_LIFETIME_MS) throw new AadstsError(700084, { values })
  if (now - issuedAt > REFRESH_INACTIVITY_MS) throw new AadstsError(700082, { values })
}
