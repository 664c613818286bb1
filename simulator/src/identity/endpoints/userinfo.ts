import { answerJson, type Exchange, header } from '../exchange.ts'
import type { Platform } from '../platform.ts'
import { pairwiseSubject } from '../tokens/subject.ts'

/** `GET` or `POST /oidc/userinfo` with a Graph token of a person who signed in with `openid` (OpenID Connect Core 5.3). */
export function userinfo(platform: Platform, exchange: Exchange): void {
  const [scheme, token = ''] = (header(exchange.request, 'authorization') ?? '').split(' ')
  const verdict = platform.verify(scheme?.toLowerCase() === 'bearer' ? token : '')
  if (!verdict.ok) {
    refuse(exchange, 401, 'InvalidAuthenticationToken', verdict.reason)
    return
  }
  const { userObjectId, scopes, tenantId, appId } = verdict.token
  const user = userObjectId === undefined ? undefined : platform.world.findUser(tenantId, userObjectId)
  if (user === undefined || !scopes.includes('openid')) {
    refuse(exchange, 403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
    return
  }
  answerJson(exchange, 200, {
    sub: pairwiseSubject(appId, user.objectId),
    ...(scopes.includes('profile')
      ? {
          name: user.displayName,
          ...(user.givenName ? { given_name: user.givenName } : {}),
          ...(user.surname ? { family_name: user.surname } : {}),
        }
      : {}),
    ...(scopes.includes('email') && user.mail ? { email: user.mail } : {}),
  })
}

function refuse(exchange: Exchange, status: number, code: string, message: string): void {
  const { traceId, correlationId, at } = exchange.trace
  const innerError = {
    date: new Date(at).toISOString().slice(0, 19),
    'request-id': traceId,
    'client-request-id': correlationId,
  }
  const challenge = { 'www-authenticate': `Bearer realm="", error="invalid_token", error_description="${message}"` }
  answerJson(exchange, status, { error: { code, message, innerError } }, status === 401 ? challenge : {})
}
