import { AadstsError, aadstsTimestamp } from '../aadsts.ts'
import { scopeParameter } from '../asked-scopes.ts'
import { authenticateClient } from '../client-authentication.ts'
import type { Exchange } from '../exchange.ts'
import { obeyFaults } from '../fault.ts'
import type { Platform } from '../platform.ts'
import { readScopes } from '../scopes.ts'
import { recordingAttempt } from '../sign-in-log.ts'
import type { TenantSegment } from '../tenant-segment.ts'
import { delegatedAnswer, personOfGrant, withoutBrowser } from './delegated-tokens.ts'

/**
 * An interface exchanges the token that a person's client sent it for one to the next interface
 * (v2-oauth2-on-behalf-of-flow).
 * @throws AadstsError 50013 not issued here, 500131 for somebody else, 500133 expired, 7000114 an application's token …
 */
export async function grantOnBehalfOf(
  platform: Platform,
  exchange: Exchange,
  segment: TenantSegment,
): Promise<Record<string, unknown>> {
  const { form, origin } = exchange
  const client = await authenticateClient(platform, exchange, segment, 'web')
  const { appId } = client.registration
  const assertion = form.get('assertion')
  if (!assertion) throw new AadstsError(900144, { values: { parameter: 'assertion' } })
  if (form.get('requested_token_use') !== 'on_behalf_of') {
    throw new AadstsError(900144, { values: { parameter: 'requested_token_use' } })
  }
  const text = scopeParameter(exchange, form)
  if (text === undefined) throw new AadstsError(900144, { values: { parameter: 'scope' } })
  const scopes = readScopes(text, origin)
  const grant = readAssertion(platform, assertion, appId)
  const { user, tenancy } = personOfGrant(platform, grant, segment)
  const { tenantId } = tenancy
  return recordingAttempt(platform, user, { appId, resourceAppId: scopes.resources[0]?.appId }, async () => {
    const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    await obeyFaults(platform, { endpoint: 'token', tenantId, appId, grantType, user })
    return delegatedAnswer(platform, exchange, {
      client,
      user,
      tenancy,
      scopes,
      ...withoutBrowser(platform),
      authenticatedAt: grant.issuedAt,
      issuedTo: 'web',
    })
  })
}

function readAssertion(
  platform: Platform,
  assertion: string,
  appId: string,
): { tenantId: string; userObjectId: string; issuedAt: number } {
  const claims = platform.keys.verify(assertion)
  if (claims === undefined) {
    const reason = 'The provided signature value did not match the expected signature value.'
    throw new AadstsError(50013, { error: 'invalid_grant', values: { reason } })
  }
  const { aud, tid, oid, iat, exp, idtyp } = claims
  const audience = String(aud)
  if (audience.replace(/^api:\/\//, '') !== appId) throw new AadstsError(500131, { values: { audience, app: appId } })
  if (idtyp !== 'user') throw new AadstsError(7000114, { values: { app: appId } })
  const now = platform.world.now()
  const to = Number(exp) * 1000
  if (now >= to) throw new AadstsError(500133, { values: { now: aadstsTimestamp(now), to: aadstsTimestamp(to) } })
  return { tenantId: String(tid), userObjectId: String(oid), issuedAt: Number(iat) * 1000 }
}
