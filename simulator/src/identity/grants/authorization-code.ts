import { createHash } from 'node:crypto'
import { AadstsError } from '../aadsts.ts'
import { tokenScopes } from '../asked-scopes.ts'
import type { AuthorizedRequest } from '../authorization-codes.ts'
import { authenticateClient, checkOrigin } from '../client-authentication.ts'
import type { Exchange } from '../exchange.ts'
import { obeyFaults } from '../fault.ts'
import type { Platform } from '../platform.ts'
import type { TenantSegment } from '../tenant-segment.ts'
import { delegatedAnswer, personOfGrant } from './delegated-tokens.ts'

/**
 * Redeems an authorization code once (v2-oauth2-auth-code-flow).
 * @throws AadstsError 70000 unknown, 54005 redeemed, 70008 expired, 500112 other address, 501481 wrong verifier …
 */
export async function redeemAuthorizationCode(
  platform: Platform,
  exchange: Exchange,
  segment: TenantSegment,
): Promise<Record<string, unknown>> {
  const { form } = exchange
  const code = form.get('code')
  const found = platform.codes.look(code ?? '', platform.world.now())
  const issuedTo = found.state === 'unknown' ? undefined : found.request.issuedTo
  checkOrigin(exchange, issuedTo)
  const client = await authenticateClient(platform, exchange, segment, issuedTo)
  const { appId } = client.registration
  if (!code) throw new AadstsError(900144, { values: { parameter: 'code' } })
  if (found.state === 'unknown' || found.request.appId !== appId) throw new AadstsError(70000)
  if (found.state === 'redeemed') throw new AadstsError(54005)
  if (found.state === 'expired') throw new AadstsError(70008)
  const { request } = found
  const redirectUri = form.get('redirect_uri')
  if (!redirectUri) throw new AadstsError(900144, { values: { parameter: 'redirect_uri' } })
  if (redirectUri !== request.redirectUri) throw new AadstsError(500112, { values: { redirectUri } })
  if (issuedTo === 'spa' && request.challenge === undefined) throw new AadstsError(9002325)
  if (!isVerified(request.challenge, form.get('code_verifier'))) throw new AadstsError(501481)
  if (segment.kind === 'tenancy' && segment.tenancy.tenantId !== request.tenantId) throw new AadstsError(700005)
  const { user, tenancy } = personOfGrant(platform, request, segment)
  const { tenantId } = tenancy
  const match = { endpoint: 'token', tenantId, appId, grantType: 'authorization_code', user } as const
  await obeyFaults(platform, match, request.satisfied)

  const scopes = tokenScopes(exchange, request.scope)
  const answer = delegatedAnswer(platform, exchange, { ...request, client, user, tenancy, scopes })
  platform.codes.redeem(code)
  return answer
}

function isVerified(challenge: AuthorizedRequest['challenge'], verifier: string | null): boolean {
  if (challenge === undefined) return verifier === null
  if (verifier === null) return false
  const made = challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url')
  return made === challenge.value
}
