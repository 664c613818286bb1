import { expect, test } from 'vitest'
import type { AccessToken, IdentityPlatform } from '../identity-port.ts'
import { botTokens } from './bot-token.ts'

const NOW = Date.parse('2026-11-24T08:00:00Z')
const BOT = '0b07b07b-0000-4000-8000-000000000001'

/** An identity platform for which every token is this one. */
function platform(token: Partial<AccessToken>): IdentityPlatform {
  const whole: AccessToken = {
    tenantId: '',
    appId: BOT,
    objectId: '',
    audience: 'https://api.botframework.com',
    roles: [],
    scopes: [],
    isAppOnly: true,
    issuedAt: NOW,
    expiresAt: NOW + 1,
    ...token,
  }
  return { handle: async () => false, verifyAccessToken: async () => ({ ok: true, token: whole }) }
}

const ownerOf = (token: Partial<AccessToken>) => botTokens(platform(token), () => NOW)('any')

test('a token for the connector is its bot’s', async () => {
  expect(await ownerOf({})).toBe(BOT)
})

test.each<[string, Partial<AccessToken>]>([
  ['for Graph', { audience: 'https://graph.microsoft.com' }],
  ['that has expired', { expiresAt: NOW }],
])('a token %s is nobody’s', async (_, token) => {
  expect(await ownerOf(token)).toBeUndefined()
})

test('a token that the identity platform does not know is nobody’s', async () => {
  const unknown: IdentityPlatform = {
    handle: async () => false,
    verifyAccessToken: async () => ({ ok: false, reason: 'forged' }),
  }
  expect(await botTokens(unknown, () => NOW)('any')).toBeUndefined()
})
