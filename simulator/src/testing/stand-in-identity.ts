import type { AccessToken, CreateIdentityPlatform } from '../identity-port.ts'
import { isObject } from '../world/model.ts'

/** An identity platform that believes every token: for tests of what Graph does with them. */
export const createStandInIdentity: CreateIdentityPlatform = async () => ({
  handle: async () => false,
  async verifyAccessToken(token) {
    const content: unknown = JSON.parse(Buffer.from(token, 'base64url').toString())
    if (!isObject(content)) return { ok: false, reason: 'Not a token of the stand-in' }
    const texts = (name: string) => (Array.isArray(content[name]) ? content[name].map(String) : [])
    const user = typeof content.userObjectId === 'string' ? { userObjectId: content.userObjectId } : {}
    const accessToken: AccessToken = {
      tenantId: String(content.tenantId),
      appId: String(content.appId),
      objectId: String(content.appId),
      audience: 'https://graph.microsoft.com',
      roles: texts('roles'),
      scopes: texts('scopes'),
      isAppOnly: content.isAppOnly === true,
      issuedAt: 0,
      expiresAt: Number.MAX_SAFE_INTEGER,
      ...user,
    }
    return { ok: true, token: accessToken }
  },
})

/** A token that the stand-in takes for these permissions. */
export function standInToken(claims: Partial<AccessToken> & { tenantId: string; appId: string }): string {
  return Buffer.from(JSON.stringify({ roles: [], scopes: [], isAppOnly: true, ...claims })).toString('base64url')
}
