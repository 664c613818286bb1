import { AadstsError } from '../aadsts.ts'
import { scopeParameter } from '../asked-scopes.ts'
import { authenticateClient } from '../client-authentication.ts'
import type { Exchange } from '../exchange.ts'
import { obeyFaults } from '../fault.ts'
import { checkPassword } from '../password-check.ts'
import type { Platform } from '../platform.ts'
import { readScopes } from '../scopes.ts'
import { recordingAttempt } from '../sign-in-log.ts'
import { fixedTenancy, type TenantSegment } from '../tenant-segment.ts'
import { delegatedAnswer, withoutBrowser } from './delegated-tokens.ts'

/**
 * Takes a user name and a password (v2-oauth-ropc). No page can be shown: whatever a person would have to do is an
 * error, and a step-up can never be passed.
 * @throws AadstsError 50034 unknown, 50126 wrong, 50053 locked, 50055 expired, 50057 disabled, 65001 not consented …
 */
export async function grantPassword(
  platform: Platform,
  exchange: Exchange,
  segment: TenantSegment,
): Promise<Record<string, unknown>> {
  const { form, origin } = exchange
  const { world } = platform
  const client = await authenticateClient(platform, exchange, segment)
  const { appId } = client.registration
  const required = (parameter: string): string => {
    const value = form.get(parameter)
    if (!value) throw new AadstsError(900144, { values: { parameter } })
    return value
  }
  const username = required('username').trim()
  const password = required('password')
  const text = scopeParameter(exchange, form)
  if (text === undefined) throw new AadstsError(900144, { values: { parameter: 'scope' } })
  const scopes = readScopes(text, origin)
  const user = world.findUserByUpn(username)
  const asked = fixedTenancy(segment)
  const tenancy = user === undefined ? undefined : world.findTenancy(user.tenantId)
  if (user === undefined || tenancy === undefined || (asked && asked.tenantId !== tenancy.tenantId)) {
    throw new AadstsError(50034, { values: { upn: username, tenant: asked?.displayName ?? 'requested' } })
  }
  return recordingAttempt(platform, user, { appId, resourceAppId: scopes.resources[0]?.appId }, async () => {
    checkPassword(platform, user, password)
    const { tenantId } = tenancy
    await obeyFaults(platform, { endpoint: 'token', tenantId, appId, grantType: 'password', user })
    return delegatedAnswer(platform, exchange, {
      client,
      user,
      tenancy,
      scopes,
      ...withoutBrowser(platform),
      authenticatedAt: world.now(),
      issuedTo: undefined,
    })
  })
}
