import { deepEqual, equal, ok } from 'node:assert/strict'
import { createSign, randomUUID } from 'node:crypto'
import { PERMISSIONS } from '../permissions.ts'
import { readSetting } from '../setting.ts'

export const GRAPH_DEFAULT = 'https://graph.microsoft.com/.default'

const setting = readSetting()

/** The claims of a token, without looking at its signature: that is for whom it is meant. */
export function claimsOf(token: string | undefined): Record<string, unknown> {
  const [, payload = ''] = (token ?? '').split('.')
  const claims: Record<string, unknown> = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return claims
}

/**
 * Checks that the token is the application's own, with exactly the permissions that it was given, and that Graph lets it in.
 * `appidacr`: 1 for a secret, 2 for a certificate or assertion (entra/identity-platform/access-token-claims-reference).
 */
export async function isTokenOfApplication(token: string | undefined, appidacr: '1' | '2'): Promise<void> {
  const claims = claimsOf(token)
  equal(claims.appid, setting.confidential.appId)
  equal(claims.tid, setting.tenantId)
  equal(claims.idtyp, 'app')
  equal(claims.appidacr, appidacr)
  deepEqual([...(Array.isArray(claims.roles) ? claims.roles : [])].sort(), PERMISSIONS.confidential[0]?.roles)
  await graphAnswers(token, '/v1.0/users?$top=1')
}

/** Checks that the token is the administrator's, and that Graph lets them in. */
export async function isTokenOfAdministrator(token: string | undefined): Promise<void> {
  const claims = claimsOf(token)
  equal(claims.upn, setting.administrator.userPrincipalName)
  equal(claims.tid, setting.tenantId)
  ok(String(claims.scp).split(' ').includes('User.Read'), `User.Read is not among ${claims.scp}`)
  const me = await graphAnswers(token, '/v1.0/me')
  equal(me.userPrincipalName, setting.administrator.userPrincipalName)
}

/** An assertion of the other issuer whose word stands for the application (RFC 7523). */
export function federatedAssertion(): string {
  const { issuer, subject, audience, keyId, privateKey } = setting.confidential.federation
  const now = Math.floor(Date.now() / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const header = part({ alg: 'RS256', typ: 'JWT', kid: keyId })
  const claims = part({
    iss: issuer,
    sub: subject,
    aud: audience,
    jti: randomUUID(),
    iat: now,
    nbf: now,
    exp: now + 300,
  })
  const signature = createSign('RSA-SHA256').update(`${header}.${claims}`).sign(privateKey, 'base64url')
  return `${header}.${claims}.${signature}`
}

async function graphAnswers(token: string | undefined, path: string): Promise<Record<string, unknown>> {
  const response = await fetch(setting.graph + path, { headers: { authorization: `Bearer ${token}` } })
  const text = await response.text()
  equal(response.status, 200, text)
  return JSON.parse(text)
}
